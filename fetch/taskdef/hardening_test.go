package taskdef_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// What makes a container more than a process of its own is read, and absent where the file says nothing or too little.
func TestHardening(t *testing.T) {
	t.Parallel()

	yes, why := snapshot.Known(true), snapshot.Unknown[bool]("template placeholder")

	for name, tt := range map[string]struct {
		container string
		want      snapshot.ContainerDefinition
	}{
		"nothing": {
			`"links": [], "hostname": "", "memory": 0, "user": null, "mountPoints": []`, snapshot.ContainerDefinition{},
		},
		"everything": {
			`"links": ["a"], "hostname": "h", "extraHosts": [{}], "memory": 1, "user": "0:0", "readonlyRootFilesystem": true,
			 "logConfiguration": {"logDriver": "awslogs", "options": {"mode": "blocking"}},
			 "mountPoints": [{"sourceVolume": "v", "readOnly": true}]`,
			snapshot.ContainerDefinition{
				HasLinks: yes, HasHostname: yes, HasExtraHosts: yes, HasMemory: yes, ReadonlyRootFilesystem: yes,
				User: snapshot.Known(snapshot.UserRoot), LogDriver: snapshot.Known("awslogs"),
				LogMode:     snapshot.Known("blocking"),
				MountPoints: []snapshot.MountPoint{{SourceVolume: snapshot.Known("v"), ReadOnly: yes}},
			},
		},
		"placeholders": {
			`"links": "${L}", "readonlyRootFilesystem": "${R}", "memory": "${M}", "user": "${U}",
			 "mountPoints": [{"sourceVolume": "${V}", "readOnly": "${R}"}]`,
			snapshot.ContainerDefinition{
				HasLinks: why, HasMemory: why, ReadonlyRootFilesystem: why,
				User:        snapshot.Unknown[snapshot.User]("template placeholder"),
				MountPoints: []snapshot.MountPoint{{SourceVolume: snapshot.Known("${V}"), ReadOnly: why}},
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			d := read(t, "a.json", `{"family": "web", "containerDefinitions": [{`+tt.container+`}]}`)
			got := d.ContainerDefinitions[0]
			got.Origin, got.PortMappings = snapshot.Origin{}, nil

			if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(
				snapshot.Value[bool]{}, snapshot.Value[string]{}, snapshot.Value[snapshot.User]{},
			)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestVolumes(t *testing.T) {
	t.Parallel()

	d := read(t, "a.json", `{"family": "web", "containerDefinitions": [], "pidMode": "host", "ipcMode": "task",
		"taskRoleArn": "a", "executionRoleArn": "${B}", "memory": "512", "volumes": [
		{"name": "host", "host": {"sourcePath": "/etc"}}, {"name": "docker", "host": {}},
		{"name": "efs", "efsVolumeConfiguration": {"fileSystemId": "fs-1", "transitEncryption": "ENABLED"}},
		{"name": "plain", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}},
		{"name": "later", "host": {"sourcePath": "${PATH}"}}]}`)

	for i := range d.Volumes {
		d.Volumes[i].Origin = snapshot.Origin{}
	}

	later := snapshot.Unknown[string]("template placeholder")
	want := []snapshot.Volume{
		{Name: "host", HostPath: snapshot.Known("/etc")},
		{Name: "docker"},
		{Name: "efs", EFS: true, TransitEncryption: snapshot.Known("ENABLED")},
		{Name: "plain", EFS: true},
		{Name: "later", HostPath: later},
	}

	if diff := cmp.Diff(want, d.Volumes, cmp.AllowUnexported(snapshot.Value[string]{})); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}

	if d.PidMode != snapshot.Known("host") || d.IpcMode != snapshot.Known("task") || d.HasMemory != snapshot.Known(true) ||
		d.TaskRole != snapshot.Known("a") || !d.ExecutionRole.IsUnknown() {
		t.Errorf("got %+v", d)
	}
}
