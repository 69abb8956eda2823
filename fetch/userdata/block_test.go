package userdata_test

import (
	"testing"

	"github.com/ecslint/ecslint/fetch/userdata"
)

// A rule that keeps the bridges from instance metadata is known, whoever writes it; one that lets some of it through is
// none.
func TestBlockBridgeIMDS(t *testing.T) {
	t.Parallel()

	const (
		blocks  = "true"
		none    = ""
		unclear = "unknown"
		insert  = "iptables -I DOCKER-USER -d 169.254.169.254 -j DROP\n"
	)

	for name, c := range map[string]struct{ text, want string }{
		"the developer guide": {
			"sudo yum install -y iptables-services; sudo iptables --insert DOCKER-USER 1 --in-interface docker+ " +
				"--destination 169.254.169.254/32 --jump DROP\nsudo iptables-save | sudo tee /etc/sysconfig/iptables", blocks,
		},
		"the knowledge centre": {
			"cat <<EOF > /etc/sysconfig/iptables\n*filter\n:DOCKER-USER - [0:0]\n" +
				"-A DOCKER-USER -d 169.254.169.254/32 -j DROP\nCOMMIT\nEOF\n", blocks,
		},
		"the older guide, before or behind Docker's rules": {
			"iptables --insert FORWARD 1 --in-interface docker+ -d 169.254.169.254/32 --jump DROP", unclear,
		},
		"over lines":        {"iptables -I DOCKER-USER \\\n  -i docker0 \\\n  -d 169.254.169.254 -j REJECT", blocks},
		"TCP":               {"iptables -I DOCKER-USER -p tcp -d 169.254.169.254 -j DROP", blocks},
		"all of link-local": {"iptables -I DOCKER-USER -d 169.254.0.0/16 -j DROP", blocks},
		"reject with":       {"iptables -I DOCKER-USER -d 169.254.169.254 -j REJECT --reject-with tcp-reset", blocks},
		"with output":       {"/sbin/iptables -w -I DOCKER-USER -d '169.254.169.254' -j DROP >/dev/null || true", blocks},
		"after a command":   {"systemctl start docker && iptables -I DOCKER-USER -d '169.254.169.254/32' -j DROP", unclear},
		"behind others":     {"iptables -A DOCKER-USER -d 169.254.169.254 -j DROP", unclear},
		"second":            {"iptables -I DOCKER-USER 2 -d 169.254.169.254 -j DROP", unclear},
		"behind Docker's":   {"iptables -A FORWARD -i docker0 -d 169.254.169.254 -j DROP", unclear},
		"another table":     {"iptables -t mangle -A FORWARD -d 169.254.169.254 -j DROP", unclear},
		"flushed":           {insert + "iptables -F DOCKER-USER", unclear},
		"all flushed":       {insert + "iptables -F", unclear},
		"deleted":           {insert + "iptables -D DOCKER-USER 1", unclear},
		"let in after":      {insert + "iptables -I DOCKER-USER -i docker0 -j ACCEPT", unclear},
		"let in before":     {"iptables -I DOCKER-USER -i docker0 -j ACCEPT\n" + insert, blocks},
		"returns behind":    {insert + "iptables -A DOCKER-USER -j RETURN", blocks},
		"twice":             {insert + insert, blocks},
		"to do":             {"echo 'TODO: iptables -I DOCKER-USER -d 169.254.169.254 -j DROP'", unclear},
		"to do, later":      {"echo 'TODO; iptables -I DOCKER-USER -d 169.254.169.254 -j DROP'", unclear},
		"in a branch":       {"if false; then\n" + insert + "fi", unclear},
		"after a branch":    {"if false; then\n  x\nfi\n" + insert, blocks},
		"in a function":     {"block() {\n" + insert + "}", unclear},
		"in another script": {"cat > /opt/block.sh <<'EOF'\n" + insert + "EOF", unclear},
		"after a script":    {"cat > /opt/x.sh <<EOF\nif true\nEOF\n" + insert, blocks},
		"a file that lets in before": {
			"-A DOCKER-USER -j RETURN\n-A DOCKER-USER -d 169.254.169.254/32 -j DROP", unclear,
		},
		"a file that lets in after": {
			"-A DOCKER-USER -d 169.254.169.254/32 -j DROP\n-A DOCKER-USER -j RETURN", blocks,
		},
		"an interface behind": {"iptables -I DOCKER-USER -d 169.254.169.254 -j DROP -i eth1", none},
		"in echo -e":          {`echo -e "*filter\n-A DOCKER-USER -d 169.254.169.254/32 -j DROP\nCOMMIT" > rules`, blocks},
		"variable":            {"iptables -I DOCKER-USER -d $IMDS -j DROP", unclear},
		"variable, and one that is known": {
			"iptables -I DOCKER-USER -d $X -j DROP\niptables -I DOCKER-USER -d 169.254.169.254 -j DROP", blocks,
		},
		"nothing":              {"#!/bin/bash\necho ECS_CLUSTER=prod >> /etc/ecs/ecs.config", none},
		"comment":              {"# iptables -I DOCKER-USER -d 169.254.169.254 -j DROP", none},
		"taken away":           {"iptables -D DOCKER-USER -d 169.254.169.254 -j DROP", none},
		"let in":               {"iptables -I DOCKER-USER -d 169.254.169.254 -j ACCEPT", none},
		"all but":              {"iptables -I DOCKER-USER ! -d 169.254.169.254 -j DROP", none},
		"task credentials":     {"iptables -I DOCKER-USER -d 169.254.170.2 -j DROP", none},
		"what the host sends":  {"iptables -I OUTPUT -d 169.254.169.254 -j DROP", none},
		"another interface":    {"iptables -I DOCKER-USER -i eth0 -d 169.254.169.254 -j DROP", none},
		"UDP":                  {"iptables -I DOCKER-USER -p udp -d 169.254.169.254 -j DROP", none},
		"some containers":      {"iptables -I DOCKER-USER -s 172.17.0.2 -d 169.254.169.254 -j DROP", none},
		"some processes":       {"iptables -I FORWARD -m owner --uid-owner 1000 -d 169.254.169.254 -j DROP", none},
		"no address":           {"iptables -A FORWARD -j DROP", none},
		"no more words":        {"iptables -A", none},
		"an option, no value":  {"iptables -I DOCKER-USER -d", none},
		"EKS's interfaces":     {"iptables --insert FORWARD 1 --in-interface eni+ -d 169.254.169.254/32 --jump DROP", none},
		"something else drops": {"curl http://169.254.169.254/latest; iptables -A FORWARD -d 10.0.0.1 -j DROP", none},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got := userdata.Settings(c.text).BlockBridgeIMDS

			switch {
			case c.want == unclear && !got.IsUnknown(), c.want == none && !got.IsZero(), c.want == blocks && !got.Or(false):
				t.Errorf("got %+v, want %q", got, c.want)
			}
		})
	}
}
