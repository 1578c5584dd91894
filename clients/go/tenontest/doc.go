// Package tenontest gives tests a Tenon: a Volcengine-compatible VPC on this machine.
//
//	func TestAttach(t *testing.T) {
//		account := tenontest.Shared(t).Account(t)
//		config := volcengine.NewConfig().
//			WithCredentials(credentials.NewStaticCredentials(account.AccessKeyID, account.SecretAccessKey, "")).
//			WithRegion(account.Region).WithEndpoint(account.URL).WithDisableSSL(true)
//		...
//	}
//
// Shared starts one server for the tests of a package, and each test has an account of its own: an
// empty world, gone with all that it had when the test ends. So tests may call t.Parallel. Start
// gives a test a server of its own, whose clock nobody else moves.
//
// The command is $TENON_COMMAND, else tenon in the PATH or in node_modules/.bin, else npx tenon.
// With TENON_ENDPOINT, Shared takes the server that listens there.
package tenontest
