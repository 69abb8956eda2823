package userdata_test

import (
	"testing"

	"github.com/ecslint/ecslint/fetch/userdata"
)

// A setting that is written to another file is none of the agent's, unless that file becomes its own.
func TestSettingInAnotherFile(t *testing.T) {
	t.Parallel()

	for text, unknown := range map[string]bool{
		"echo ECS_AWSVPC_BLOCK_IMDS=true >> /etc/ecs/ecs.config":              false,
		"echo 'ECS_AWSVPC_BLOCK_IMDS=true' >> \"/etc/ecs/ecs.config\"":        false,
		"echo ECS_AWSVPC_BLOCK_IMDS=true | sudo tee -a /etc/ecs/ecs.config":   false,
		"echo ECS_AWSVPC_BLOCK_IMDS=true >> $CONFIG":                          false,
		"cat <<EOF > /etc/ecs/ecs.config\nECS_AWSVPC_BLOCK_IMDS=true\nEOF":    false,
		"export ECS_AWSVPC_BLOCK_IMDS=true":                                   false,
		"echo ECS_AWSVPC_BLOCK_IMDS=true >> /tmp/not-ecs.config":              true,
		"echo ECS_AWSVPC_BLOCK_IMDS=true | tee /tmp/settings":                 true,
		"echo ECS_AWSVPC_BLOCK_IMDS=true > x && mv x /etc/ecs/ecs.config # y": true,
	} {
		if got := userdata.Settings(text).BlockIMDS; got.IsUnknown() != unknown || !unknown && !got.Or(false) {
			t.Errorf("%s: %+v", text, got)
		}
	}
}
