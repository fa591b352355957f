package io.rootlesstck.lint;

import static java.util.stream.Collectors.joining;

import io.rootlesstck.document.ConfigFormat;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of files that lint knows. */
public enum ConfigKind {
    KUBELET("kubelet", "KubeletConfiguration", ConfigFormat.YAML),
    KUBE_PROXY("kube-proxy", "KubeProxyConfiguration", ConfigFormat.YAML),
    KUBEADM("kubeadm", "kubeadm configuration", ConfigFormat.YAML),
    KIND("kind", "kind cluster configuration", ConfigFormat.YAML),
    CONTAINERD("containerd", "containerd config.toml", ConfigFormat.TOML),
    CRIO("crio", "crio.conf", ConfigFormat.TOML),
    COMPOSE("compose", "docker compose file of a node", ConfigFormat.YAML);

    private final String word;
    private final String title;
    private final ConfigFormat format;

    ConfigKind(String word, String title, ConfigFormat format) {
        this.word = word;
        this.title = title;
        this.format = format;
    }

    /** As it is written in rules and options. */
    public String word() {
        return word;
    }

    /** What people call it. */
    public String title() {
        return title;
    }

    /** What such a file is written in. */
    public ConfigFormat format() {
        return format;
    }

    /** The kind that a word stands for. */
    public static Optional<ConfigKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    /** All words, for messages. */
    public static String words() {
        return Arrays.stream(values()).map(ConfigKind::word).collect(joining(", "));
    }

    /** All titles, for messages. */
    static String titles() {
        return Arrays.stream(values()).map(ConfigKind::title).collect(joining(", "));
    }
}
