package io.rootlesstck.host;

import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apiguardian.api.API;

/**
 * TCP ports of the loopback address, in ascending order.
 *
 * @param numbers the ports
 */
@API(status = API.Status.INTERNAL)
public record Ports(List<Integer> numbers) {
    private static final Pattern BLOCK = Pattern.compile("(\\d{1,5})-(\\d{1,5})");

    /** Below, a user without root may not listen. */
    private static final int LOWEST = 1024;

    private static final int HIGHEST = 65535;

    /**
     * Below the ports that Linux gives to whoever asks for any, from 32768 on: one of those may be
     * taken between the look whether it is free and the forward. And below those of Kubernetes'
     * services, from 30000 on.
     */
    private static final int DEFAULT_FIRST = 20400;

    private static final int DEFAULT_SIZE = 16;

    /** Blocks to look at before giving up: as many runs may go on beside each other. */
    private static final int DEFAULT_BLOCKS = 64;

    /**
     * One port for each block, beyond all of them: who listens on it has the block, until its
     * process ends. Looking alone would let two runs that start together take the same one.
     */
    private static final int FIRST_CLAIM = DEFAULT_FIRST + DEFAULT_BLOCKS * DEFAULT_SIZE;

    private static final Queue<ServerSocket> CLAIMS = new ConcurrentLinkedQueue<>();

    /** Each port becomes one forward of the embedded VM; more than this is a slip of the pen. */
    private static final int MOST = 256;

    /** Sorts the numbers and drops what is there twice. */
    public Ports {
        numbers = numbers.stream().sorted().distinct().toList();
    }

    /**
     * The block of {@code tck.ports}; where none is given, the first of some neighbouring blocks
     * that nobody holds, which is then this process's until it ends.
     *
     * @throws io.rootlesstck.base.UsageException if it is no block such as 20400-20415
     */
    public static Ports of(Settings settings) {
        return settings.find(Setting.PORTS).isEmpty() ? freeBlock() : given(settings);
    }

    /**
     * The block of {@code tck.ports}, or the default one: an engine that is there says itself which
     * of them are taken, and where it is in a VM they are busy here because they lead to it.
     *
     * @throws io.rootlesstck.base.UsageException if it is no block such as 20400-20415
     */
    public static Ports ofEngine(Settings settings) {
        return settings.find(Setting.PORTS).isEmpty() ? defaultBlock(0) : given(settings);
    }

    private static Ports given(Settings settings) {
        Matcher block = BLOCK.matcher(settings.get(Setting.PORTS));
        if (block.matches()) {
            int first = Integer.parseInt(block.group(1));
            int last = Integer.parseInt(block.group(2));
            if (LOWEST <= first && first <= last && last <= HIGHEST && last - first < MOST) {
                return block(first, last);
            }
        }
        throw settings.bad(
                Setting.PORTS,
                "FIRST-LAST with %d <= FIRST <= LAST <= %d and at most %d ports"
                        .formatted(LOWEST, HIGHEST, MOST));
    }

    private static Ports freeBlock() {
        return IntStream.range(0, DEFAULT_BLOCKS)
                .filter(i -> defaultBlock(i).busy().isEmpty() && claim(FIRST_CLAIM + i))
                .mapToObj(Ports::defaultBlock)
                .findFirst()
                // Nothing is wholly free: the first is taken for what is left of it.
                .orElseGet(() -> defaultBlock(0));
    }

    private static Ports defaultBlock(int index) {
        int first = DEFAULT_FIRST + index * DEFAULT_SIZE;
        return block(first, first + DEFAULT_SIZE - 1);
    }

    private static boolean claim(int port) {
        try {
            CLAIMS.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
            return true;
        } catch (IOException anotherRunHasIt) {
            return false;
        }
    }

    private static Ports block(int first, int last) {
        return new Ports(IntStream.rangeClosed(first, last).boxed().toList());
    }

    /** Those that a program on this machine's loopback holds at this moment. */
    public Ports busy() {
        return new Ports(numbers.stream().filter(Ports::isBusy).toList());
    }

    /** These without some others. */
    public Ports without(Ports others) {
        return new Ports(numbers.stream().filter(port -> !others.has(port)).toList());
    }

    /** Whether a port is among these. */
    public boolean has(int port) {
        return numbers.contains(port);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return numbers.isEmpty();
    }

    private static boolean isBusy(int port) {
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return !free.isBound();
        } catch (IOException inUse) {
            return true;
        }
    }

    /** Takes a loopback port that nobody holds, outside a set of numbers. */
    public static int anyFreeBut(Collection<Integer> taken) {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = free.getLocalPort();
            return taken.contains(port) ? anyFreeBut(taken) : port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ports as {@code 20400-20403, 20405}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < numbers.size(); i++) {
            int first = numbers.get(i);
            int last = first;
            while (i + 1 < numbers.size() && numbers.get(i + 1) == last + 1) {
                last = numbers.get(++i);
            }
            text.append(text.isEmpty() ? "" : ", ").append(first);
            if (last > first) {
                text.append('-').append(last);
            }
        }
        return text.toString();
    }
}
