run "makes_a_network" {
  assert {
    condition     = output.subnet_block == "10.0.1.0/24"
    error_message = "the subnet has another block"
  }
}

run "a_block_that_is_no_network_is_refused" {
  variables { cidr = "8.8.8.0/24" }
  expect_failures = [volcengine_vpc.this]
}
