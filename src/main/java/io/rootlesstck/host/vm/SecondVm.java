package io.rootlesstck.host.vm;

import io.rootlesstck.host.Engine;
import io.rootlesstck.host.SecondHost;

/** A second embedded VM, made like the first. */
record SecondVm(EmbeddedVm vm) implements SecondHost {
    @Override
    public Engine engine() {
        return vm.engine();
    }

    @Override
    public String address() {
        return Link.SECOND;
    }

    @Override
    public void close() {
        vm.close();
    }
}
