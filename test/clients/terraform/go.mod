module tenon.local/terraform-calls

go 1.20

require (
	github.com/google/uuid v1.3.0
	github.com/volcengine/volcengine-go-sdk v1.0.75
)

require (
	github.com/jmespath/go-jmespath v0.4.0 // indirect
	github.com/volcengine/volc-sdk-golang v1.0.23 // indirect
)
