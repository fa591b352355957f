// The CNI plugin "flannel" of the CNI plugins v0.9.1, the last version that carries it.
module rootlesstck.io/components/flannel-cni

go 1.26.6

toolchain go1.26.8

require (
	github.com/Microsoft/go-winio v0.4.11 // indirect
	github.com/Microsoft/hcsshim v0.8.6 // indirect
	github.com/buger/jsonparser v0.0.0-20180808090653-f4dd9f5a6b44 // indirect
	github.com/containernetworking/cni v0.8.1 // indirect
	github.com/containernetworking/plugins v0.9.1 // indirect
	github.com/sirupsen/logrus v1.0.6 // indirect
	golang.org/x/crypto v0.0.0-20200622213623-75b288015ac9 // indirect
	// The version that v0.9.1 names does not compile with a Go of today.
	golang.org/x/sys v0.48.0 // indirect
)

tool github.com/containernetworking/plugins/plugins/meta/flannel
