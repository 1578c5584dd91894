//go:build sdk10

package main

import "github.com/volcengine/volcengine-go-sdk/service/natgateway"

// Of the others the models of SDK 1.0 know nothing.
var neighbourSteps = []step{
	{"keyPairs", (*scenario).keyPairs},
	{"nat", (*scenario).throughNat},
	{"clb", (*scenario).load},
	{"packages", (*scenario).packages},
}

// What its models do not know of these.
func (g *gateway) tags()                             {}
func (s *scenario) insideNat(*natgateway.NATGATEWAY) {}
func (b *balancer) status()                          {}
func (b *balancer) logs()                            {}
func (p *bandwidthPackage) measured()                {}
