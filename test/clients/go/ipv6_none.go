//go:build sdk10

package main

var ipv6Steps []step
