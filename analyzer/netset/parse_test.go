package netset_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/netset"
)

func TestParseServices(t *testing.T) {
	t.Parallel()

	for _, tt := range []struct {
		text string
		want netset.Services
		form string // what String writes; "" is the same text
	}{
		{"all", netset.All(), ""},
		{"none", netset.Services{}, ""},
		{"tcp 80, 443, 32768-65535", netset.TCP(80, 80).Union(netset.TCP(443, 443)).Union(netset.TCP(32768, 65535)), ""},
		{"icmp 8/0", netset.ICMP(8, 0), ""},
		{"protocol 47", netset.Protocol(47), ""},
		{"icmpv6", netset.Protocol(58), ""},
		{"tcp 443; udp 53", netset.TCP(443, 443).Union(netset.UDP(53, 53)), ""},
		{"tcp", netset.TCP(0, 65535), ""},
		{"protocol 47 5-9", netset.Ports(47, 5, 9), ""},
		{"protocol 254-255", netset.Protocol(254).Union(netset.Protocol(255)), ""},
		{"icmp 3/4-255, 4-5, 6/0", netset.Ports(1, 3<<8|4, 6<<8), ""},
		{"icmp 8", netset.ICMP(8, -1), ""},
		{
			"protocol 0; icmp; protocol 2-5; tcp 0-21, 23-65535; protocol 7-16; udp; protocol 18-57; icmpv6; protocol 59-255",
			netset.All().Subtract(netset.TCP(22, 22)), "",
		},
		{"8080/tcp", netset.TCP(8080, 8080), "tcp 8080"},
		{"32768-60999/tcp", netset.TCP(32768, 60999), "tcp 32768-60999"},
		{"53/udp", netset.UDP(53, 53), "udp 53"},
		{"80/tcp; 53/udp", netset.TCP(80, 80).Union(netset.UDP(53, 53)), "tcp 80; udp 53"},
		{"0/tcp", netset.TCP(0, 0), "tcp 0"},
		{"icmp", netset.Protocol(1), ""},
		{" tcp  443,80 ", netset.TCP(80, 80).Union(netset.TCP(443, 443)), "tcp 80, 443"},
		{"tcp 80-90, 82-85, 88", netset.TCP(80, 90), "tcp 80-90"},
		{"tcp 80-90, 85-95, 96", netset.TCP(80, 96), "tcp 80-96"},
		{"protocol 6 22", netset.TCP(22, 22), "tcp 22"},
		{"protocol 0-255", netset.All(), "all"},
	} {
		t.Run(tt.text, func(t *testing.T) {
			t.Parallel()

			got, err := netset.ParseServices(tt.text)
			if err != nil || got != tt.want {
				t.Errorf("ParseServices = %v, %v, want %v", got, err, tt.want)
			}

			form := tt.form
			if form == "" {
				form = tt.text
			}

			if got := tt.want.String(); got != form {
				t.Errorf("String() = %q, want %q", got, form)
			}
		})
	}
}

func TestParseServicesErrors(t *testing.T) {
	t.Parallel()

	for text, want := range map[string]string{
		"":                  `"" is no protocol: write tcp`,
		"8080":              `"8080" is no protocol: write tcp`,
		"8080/sctp":         `"8080/sctp" is no protocol: write tcp`,
		"8/icmp":            `"8/icmp" is no protocol: write tcp`,
		"/tcp":              `"/tcp" is no protocol: write tcp`,
		"TCP 80":            `"TCP 80" is no protocol: write tcp`,
		"tcp 80; all":       `"all" is no protocol: write tcp`,
		"tcp 80;":           `"" is no protocol: write tcp`,
		"70000/tcp":         `"70000" is no number from 0 to 65535`,
		"tcp 80,":           `"" is no number from 0 to 65535`,
		"tcp 80 443":        `"80 443" is no number from 0 to 65535`,
		"tcp -1":            `"" is no number from 0 to 65535`,
		"tcp 80-":           `"" is no number from 0 to 65535`,
		"tcp 1-2-3":         `"2-3" is no number from 0 to 65535`,
		"443-80/tcp":        `range "443-80" runs backwards: write 80-443`,
		"protocol":          `protocol number: "" is no number from 0 to 255`,
		"protocol 256":      `protocol number: "256" is no number from 0 to 255`,
		"protocol 2-5 80":   `"2-5 80": ports need a single protocol, such as protocol 2`,
		"icmp 256":          `ICMP type: "256" is no number from 0 to 255`,
		"icmp 8/x":          `ICMP code: "x" is no number from 0 to 255`,
		"icmpv6 128-129/0":  `"128-129/0": codes need a single ICMP type, such as 128/0`,
		"udp 53; tcp 0x50":  `"0x50" is no number from 0 to 65535`,
		"tcp 9999999999999": `"9999999999999" is no number from 0 to 65535`,
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()

			got, err := netset.ParseServices(text)
			if err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "parse services ") {
				t.Errorf("error is %v, want %q in it", err, want)
			}

			if !got.IsEmpty() {
				t.Errorf("an error comes with %v", got)
			}
		})
	}
}

func TestServicesStringRoundTrip(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		want := genServices().Draw(t, "services")

		if got, err := netset.ParseServices(want.String()); err != nil || got != want {
			t.Errorf("ParseServices(%q) = %v, %v", want.String(), got, err)
		}
	})
}

func FuzzParseServices(f *testing.F) {
	for _, text := range []string{
		"all", "none", "8080/tcp", "32768-60999/tcp", "tcp 443; udp 53", "icmp 8/0, 3/0-4, 11",
		"protocol 47 5-9; protocol 60-70",
	} {
		f.Add(text)
	}

	f.Fuzz(func(t *testing.T, text string) {
		s, err := netset.ParseServices(text)
		if err != nil {
			if !s.IsEmpty() {
				t.Errorf("%q: an error comes with %v", text, s)
			}

			return
		}

		if s.IsEmpty() != (strings.TrimSpace(text) == "none") {
			t.Errorf("%q is read as %v", text, s)
		}

		again, err := netset.ParseServices(s.String())
		if err != nil || again != s {
			t.Errorf("%q is read as %q, and that as %v, %v", text, s, again, err)
		}
	})
}
