package mention

import (
	"slices"
	"strings"
)

// A scheme is what a URL begins with.
type scheme struct {
	name string

	// known reports whether its URLs name a host: s3://bucket and file://path do not. A known scheme makes a host of
	// a word without a dot, such as an alias of Service Connect.
	known bool

	// port is what a URL without a port means; 0 where that depends.
	port int
}

// schemeOf takes the last scheme that is known, of jdbc:mysql:loadbalance mysql, without the driver that some
// libraries add: postgresql+psycopg.
// https://docs.sqlalchemy.org/en/20/core/engines.html
func schemeOf(schemes string) scheme {
	parts := strings.Split(strings.Trim(strings.TrimSuffix(schemes, "://"), ":"), ":")

	for _, part := range slices.Backward(parts) {
		name, _, _ := strings.Cut(part, "+")

		if part == "mongodb+srv" { // the ports are in SRV records
			return scheme{name: part, known: true}
		}

		if port, ok := usualPort(name); ok {
			return scheme{name, true, port}
		}
	}

	return scheme{}
}

// usualPort is the port of a scheme and whether it is known: that which IANA registers, or for those that are not
// registered as a scheme's the one that the server's own documentation names.
// https://www.iana.org/assignments/service-names-port-numbers/service-names-port-numbers.xhtml
// https://kafka.apache.org/documentation/#brokerconfigs_listeners
// https://www.mongodb.com/docs/manual/reference/default-mongodb-port/
// https://redis.io/docs/latest/operate/oss_and_stack/management/security/encryption/
// https://neo4j.com/docs/operations-manual/current/configuration/ports/
func usualPort(name string) (port int, known bool) {
	switch name {
	case "http", "ws":
		return 80, true
	case "https", "wss":
		return 443, true
	case "postgres", "postgresql":
		return 5432, true
	case "mysql", "mariadb":
		return 3306, true
	case "redis", "rediss":
		return 6379, true
	case "amqp":
		return 5672, true
	case "amqps":
		return 5671, true
	case "mongodb":
		return 27017, true
	case "kafka":
		return 9092, true
	case "sqlserver", "mssql":
		return 1433, true
	case "oracle":
		return 1521, true
	default:
		return rarePort(name)
	}
}

// rarePort goes on with usualPort. Those without a port of their own carry protocols that have one.
func rarePort(name string) (port int, known bool) {
	switch name {
	case "nats":
		return 4222, true
	case "mqtt":
		return 1883, true
	case "mqtts":
		return 8883, true
	case "memcached":
		return 11211, true
	case "ldap":
		return 389, true
	case "ldaps":
		return 636, true
	case "bolt", "neo4j":
		return 7687, true
	case "sftp", "ssh":
		return 22, true
	case "smtp":
		return 25, true
	case "smtps":
		return 465, true
	case "grpc", "grpcs", "tcp", "tcps", "udp", "tls", "ssl", "plaintext", "sasl_plaintext", "sasl_ssl":
		return 0, true
	default:
		return 0, false
	}
}
