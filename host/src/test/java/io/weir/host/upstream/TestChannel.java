package io.weir.host.upstream;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.DefaultChannelId;
import io.netty.channel.embedded.EmbeddedChannel;
import org.jspecify.annotations.Nullable;

/** A channel that connects to anything at once. */
public final class TestChannel extends EmbeddedChannel {
  private @Nullable ChannelConfig config;

  public TestChannel() {
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
