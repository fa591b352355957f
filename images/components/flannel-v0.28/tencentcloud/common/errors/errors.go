// Package errors stands in for the package of the same path: see README.md.
package errors

// TencentCloudSDKError is what every call of the cloud ends with.
type TencentCloudSDKError struct{}

func (*TencentCloudSDKError) Error() string {
	return "this flanneld was built without the SDK of Tencent Cloud"
}
