module weir.io/bench/registryclient

go 1.25
