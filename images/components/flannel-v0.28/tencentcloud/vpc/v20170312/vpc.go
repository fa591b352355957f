// Package v20170312 stands in for the package of the same path: see README.md.
package v20170312

import "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/errors"

// Client calls nothing.
type Client struct{}

// Filter is named by a request.
type Filter struct {
	Name   *string
	Values []*string
}

// Route is named by a request and by a RouteTable.
type Route struct {
	DestinationCidrBlock *string
	GatewayType          *string
	GatewayId            *string
	RouteId              *uint64
	RouteType            *string
	Enabled              *bool
}

// RouteTable is part of an answer.
type RouteTable struct {
	RouteTableId *string
	RouteSet     []*Route
}

// DescribeRouteTablesRequest asks for route tables.
type DescribeRouteTablesRequest struct{ Filters []*Filter }

// DescribeRouteTablesResponse is never given.
type DescribeRouteTablesResponse struct{ Response *RouteTables }

// RouteTables is the body of an answer.
type RouteTables struct{ RouteTableSet []*RouteTable }

// RoutesRequest is the common shape of the two requests that change routes.
type RoutesRequest struct {
	RouteTableId *string
	Routes       []*Route
}

// CreateRoutesRequest asks for routes to be made.
type CreateRoutesRequest struct{ RoutesRequest }

// DeleteRoutesRequest asks for routes to be deleted.
type DeleteRoutesRequest struct{ RoutesRequest }

// RoutesResponse is never given.
type RoutesResponse struct{}

// NewClientWithSecretId returns a client that refuses every call.
func NewClientWithSecretId(_, _, _ string) (*Client, error) { return &Client{}, nil }

// NewDescribeRouteTablesRequest returns an empty request.
func NewDescribeRouteTablesRequest() *DescribeRouteTablesRequest {
	return &DescribeRouteTablesRequest{}
}

// NewCreateRoutesRequest returns an empty request.
func NewCreateRoutesRequest() *CreateRoutesRequest { return &CreateRoutesRequest{} }

// NewDeleteRoutesRequest returns an empty request.
func NewDeleteRoutesRequest() *DeleteRoutesRequest { return &DeleteRoutesRequest{} }

// DescribeRouteTables refuses.
func (*Client) DescribeRouteTables(*DescribeRouteTablesRequest) (*DescribeRouteTablesResponse, error) {
	return nil, &errors.TencentCloudSDKError{}
}

// CreateRoutes refuses.
func (*Client) CreateRoutes(*CreateRoutesRequest) (*RoutesResponse, error) {
	return nil, &errors.TencentCloudSDKError{}
}

// DeleteRoutes refuses.
func (*Client) DeleteRoutes(*DeleteRoutesRequest) (*RoutesResponse, error) {
	return nil, &errors.TencentCloudSDKError{}
}
