//go:build sdk10

package main

// The models of SDK 1.0 know no launch templates.
func (s *scenario) template() {}
