package io.weir.bench.stream;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.DefaultChannelId;
import io.netty.channel.embedded.EmbeddedChannel;
import org.jspecify.annotations.Nullable;

/** A connection without a socket, to whatever address: it is there at once. */
public final class QuickChannel extends EmbeddedChannel {
  private @Nullable ChannelConfig config;

  /** For Netty, which makes them. */
  public QuickChannel() {
    super(DefaultChannelId.newInstance(), false, false);
  }

  /** Takes the options of sockets, too. */
  @Override
  public ChannelConfig config() {
    ChannelConfig made = config;
    if (made == null) {
      made =
          new DefaultChannelConfig(this) {
            @Override
            public <T> boolean setOption(ChannelOption<T> option, T value) {
              return super.setOption(option, value) || option == ChannelOption.TCP_NODELAY;
            }
          };
      config = made;
    }
    return made;
  }
}
