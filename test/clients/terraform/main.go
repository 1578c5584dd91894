// Plays what the Terraform provider does with a file of all the resources that Tenon serves: apply,
// plan, change, plan, import, data sources, destroy. The calls, their parameters, what is waited
// for and what an answer must hold are the provider's; the program is no part of it.
//
// It says what it has done as lines of JSON: a step each, and at the end how often it called what.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync"
)

type run struct {
	client *Client
	ids    map[string]string
	// configs is what each block was last applied with.
	configs map[string]Config
}

func main() {
	client, err := newClient()
	if err != nil {
		fail(err)
	}
	r := &run{client: client, ids: map[string]string{}, configs: map[string]Config{}}
	steps := []struct {
		name string
		play func() error
	}{
		{"apply", r.apply},
		{"plan", r.plan},
		{"change", r.change},
		{"plan after the change", r.plan},
		{"import", r.imported},
		{"data sources", func() error { return dataSources(r.client, r.ids) }},
		{"destroy", r.destroy},
		{"nothing is left", r.nothingLeft},
	}
	for _, step := range steps {
		if err := step.play(); err != nil {
			fail(fmt.Errorf("%s: %w", step.name, err))
		}
		say(map[string]interface{}{"step": step.name})
	}
	say(map[string]interface{}{"calls": client.calls})
}

// apply creates the blocks in order; those that stand together are created at once.
func (r *run) apply() error {
	for at := 0; at < len(scenario); {
		end := at + 1
		for scenario[at].together && end < len(scenario) && scenario[end].together && scenario[end].kind == scenario[at].kind {
			end++
		}
		if err := r.create(scenario[at:end]); err != nil {
			return err
		}
		at = end
	}
	return nil
}

func (r *run) create(blocks []*Block) error {
	ids, failures := make([]string, len(blocks)), make([]error, len(blocks))
	var group sync.WaitGroup
	for n, block := range blocks {
		config := block.config(r.ids)
		r.configs[block.name] = config
		group.Add(1)
		go func(n int, block *Block) {
			defer group.Done()
			defer caught(&failures[n])
			ids[n], failures[n] = block.kind.apply(r.client, config)
		}(n, block)
	}
	group.Wait()
	for n, block := range blocks {
		r.ids[block.name] = ids[n]
		if failures[n] != nil {
			return fmt.Errorf("%s: %w", block.name, failures[n])
		}
		if block.name == "interface" {
			if err := r.keepIPv6(); err != nil {
				return err
			}
		}
	}
	return nil
}

// keepIPv6 is what a reference to an interface's ipv6_addresses gives.
func (r *run) keepIPv6() (err error) {
	defer caught(&err)
	found, err := networkInterface.read(r.client, r.ids["interface"])
	if err == nil {
		r.ids["ipv6 address"] = found.texts("IPv6Sets")[0]
	}
	return err
}

// plan reads every resource and compares it with its block: nothing may be left to do.
func (r *run) plan() error { return r.each(r.planOf) }

func (r *run) planOf(block *Block) error {
	config := r.configs[block.name]
	compared := Config{}
	for name, value := range config {
		if !writeOnly[name] {
			compared[name] = value
		}
	}
	return block.kind.plan(r.client, r.ids[block.name], compared)
}

// What a file says once and a plan does not compare.
var writeOnly = map[string]bool{
	"Password": true, "SecurityEnhancementStrategy": true, "NetworkInterfaces": true, "Volumes": true,
	"PublicKey": true, "PrivateKey": true, "Parameters": true,
}

func (r *run) change() error {
	return r.each(func(block *Block) error {
		if block.changed == nil {
			return nil
		}
		before := r.configs[block.name]
		after := with(before, block.changed(r.ids))
		if block.kind.trn != "" {
			after[block.kind.projectField()] = "team"
		}
		r.configs[block.name] = after
		return block.kind.change(r.client, r.ids[block.name], before, after)
	})
}

// imported reads each resource by nothing but its id, as import does, and plans with it.
func (r *run) imported() error { return r.each(r.planOf) }

func (r *run) destroy() error {
	for at := len(scenario) - 1; at >= 0; at-- {
		block := scenario[at]
		if err := guarded(func() error {
			return block.kind.destroy(r.client, r.ids[block.name], r.configs[block.name])
		}); err != nil {
			return fmt.Errorf("%s: %w", block.name, err)
		}
	}
	return nil
}

func (r *run) nothingLeft() error {
	for _, left := range []struct{ service, action, list string }{
		{clb, "DescribeLoadBalancers", "LoadBalancers"}, {clb, "DescribeAcls", "Acls"}, {clb, "DescribeCertificates", "Certificates"},
		{clb, "DescribeListeners", "Listeners"}, {clb, "DescribeServerGroups", "ServerGroups"},
		{ebs, "DescribeVolumes", "Volumes"}, {ebs, "DescribeSnapshots", "Snapshots"}, {ebs, "DescribeAutoSnapshotPolicy", "AutoSnapshotPolicies"},
		{"natgateway", "DescribeNatGateways", "NatGateways"}, {"ecs", "DescribeCommands", "Commands"},
	} {
		if err := r.empty(left.service, left.action, left.list); err != nil {
			return err
		}
	}
	for action, list := range map[string]string{
		"DescribeVpcs": "Vpcs", "DescribeSubnets": "Subnets", "DescribeSecurityGroups": "SecurityGroups",
		"DescribeNetworkInterfaces": "NetworkInterfaceSets", "DescribeEipAddresses": "EipAddresses",
		"DescribeRouteTableList": "RouterTableList", "DescribeNetworkAcls": "NetworkAcls", "DescribeHaVips": "HaVips",
		"DescribePrefixLists": "PrefixLists", "DescribeIpv6Gateways": "Ipv6Gateways", "DescribeIpv6AddressBandwidths": "Ipv6AddressBandwidths",
		"DescribeBandwidthPackages": "BandwidthPackages",
	} {
		// The last to go is the VPC, which is not waited for.
		if err := r.empty("vpc", action, list); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) empty(service, action, list string) error {
	var left []Object
	for tries := 0; tries < 100; tries++ {
		err := guarded(func() (err error) {
			left, err = pages(r.client, service, action, list, nil)
			return err
		})
		if err != nil || len(left) == 0 {
			return err
		}
		pause()
	}
	return fmt.Errorf("%s: %d are left: %v", action, len(left), left[0])
}

func (r *run) each(do func(*Block) error) error {
	for _, block := range scenario {
		if err := guarded(func() error { return do(block) }); err != nil {
			return fmt.Errorf("%s: %w", block.name, err)
		}
	}
	return nil
}

// guarded turns what would have crashed the provider into an error.
func guarded(do func() error) (err error) {
	defer caught(&err)
	return do()
}

func caught(err *error) {
	if found := recover(); found != nil {
		var broken Crash
		if failure, ok := found.(error); ok && errors.As(failure, &broken) {
			*err = broken
			return
		}
		panic(found)
	}
}

func say(what map[string]interface{}) {
	line, _ := json.Marshal(what)
	fmt.Println(string(line))
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
