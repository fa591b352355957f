// Package common stands in for the package of the same path: see README.md.
package common

// StringPtr returns the address of a copy.
func StringPtr(value string) *string { return &value }

// StringPtrs returns the addresses of copies.
func StringPtrs(values []string) []*string {
	pointers := make([]*string, 0, len(values))
	for _, value := range values {
		pointers = append(pointers, StringPtr(value))
	}
	return pointers
}

// BoolPtr returns the address of a copy.
func BoolPtr(value bool) *bool { return &value }
