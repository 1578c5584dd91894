# terraform test, beside a server: tenon run --transitions instant -- terraform test
# The provider takes its endpoint and key from the environment that tenon run sets.
terraform {
  required_providers {
    volcengine = { source = "volcengine/volcengine" }
  }
}

provider "volcengine" {
  enable_standard_endpoint = false
}

variable "cidr" {
  type    = string
  default = "10.0.0.0/16"
}

resource "volcengine_vpc" "this" {
  vpc_name   = "network"
  cidr_block = var.cidr
}

resource "volcengine_subnet" "this" {
  subnet_name = "here"
  cidr_block  = cidrsubnet(var.cidr, 8, 1)
  zone_id     = "cn-beijing-a"
  vpc_id      = volcengine_vpc.this.id
}

output "subnet_block" {
  value = volcengine_subnet.this.cidr_block
}
