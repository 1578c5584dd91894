//go:build !sdk10

package main

var neighbourSteps = []step{
	{"snapshots", (*scenario).snapshots},
	{"keyPairs", (*scenario).keyPairs},
	{"clusters", (*scenario).clusters},
	{"commands", (*scenario).commands},
	{"events", (*scenario).events},
	{"nat", (*scenario).throughNat},
	{"clb", (*scenario).load},
	{"packages", (*scenario).packages},
	{"pools", (*scenario).pools},
	{"ipv4Gateways", (*scenario).ipv4Gateways},
	{"ipam", (*scenario).ipam},
	{"flowLogs", (*scenario).flowLogs},
	{"mirrors", (*scenario).mirrors},
	{"groups", (*scenario).instanceGroups},
	{"iam", (*scenario).identities},
	{"offers", (*scenario).offers},
	{"upkeep", (*scenario).upkeep},
	{"imageCare", (*scenario).imageCare},
	{"orders", (*scenario).orders},
	{"subscriptions", (*scenario).subscriptions},
	{"volumeCare", (*scenario).volumeCare},
	{"outward", (*scenario).outward},
	{"account", (*scenario).account},
}
