package io.rootlesstck.host.container;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Settings;
import io.rootlesstck.host.debian.HostTree;

/** What tests have to know of the host container beforehand. */
public final class ContainerFixture {
    private ContainerFixture() {}

    /** The name of its image. */
    public static String image(Settings settings) {
        return new HostImage(new HostTree(), settings, Cache.of(settings)).reference();
    }
}
