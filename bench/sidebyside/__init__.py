"""Weir, Envoy, nginx and HAProxy measured in one run; the command is bench/gateway."""
