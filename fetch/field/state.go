package field

import "github.com/ecslint/ecslint/analyzer/snapshot"

// Disabled reports whether a rule or schedule of EventBridge is in the one state in which it starts nothing. Absent is
// enabled.
// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
// https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
func Disabled(state snapshot.Value[string]) snapshot.Value[bool] {
	if state.IsUnknown() {
		return snapshot.Unknown[bool](state.Reason())
	}

	if state.Or("") == "DISABLED" {
		return snapshot.Known(true)
	}

	return snapshot.Value[bool]{}
}
