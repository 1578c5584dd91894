module github.com/tenon-vpc/tenon/clients/go/tenontest

go 1.19
