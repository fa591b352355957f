// What the build of the example has to have left behind.
String log = new File(basedir, 'build.log').text
assert log.contains('Tests run: 3, Failures: 0, Errors: 0, Skipped: 3')

String result = new File(basedir, 'target/tck/result.json').text
assert result.contains('"claim" : "kubelet.starts.ready"')
assert result.contains('"verdict" : "NOT_RUN"')
assert result.contains('"scenario" : "my/few-pods"')
assert result.contains('name its kubeconfig with -Dtck.attach')
assert new File(basedir, 'target/tck/report.html').text.contains('maxPods')

// The kit's own files came out of its jar, programs as programs and links as links.
File kit = new File(basedir, 'target/cache/kit').listFiles().find { it.name.startsWith('files-') }
assert new File(kit, 'scenarios/claims.yaml').isFile()
assert new File(kit, 'images/node/rootfs/usr/local/sbin/tck-supervisor').canExecute()
assert !new File(kit, 'images/node/Dockerfile').canExecute()
def link = 'images/host/rootfs/home/tck/.config/systemd/user/default.target.wants/docker.service'
assert java.nio.file.Files.isSymbolicLink(new File(kit, link).toPath())
