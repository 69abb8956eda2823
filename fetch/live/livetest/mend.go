package livetest

import "encoding/json"

// mend puts right what some versions of moto get wrong, and the SDK does not take: before 5.2.2, sizes of
// containers are numbers where AWS has strings.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Container.html
func mend(doc document) {
	answer, _ := doc.(jsonDocument) // nothing is wrong with others
	tasks, _ := answer["tasks"].([]any)

	for _, task := range tasks {
		members, _ := task.(map[string]any)
		containers, _ := members["containers"].([]any)

		for _, container := range containers {
			sizes, _ := container.(map[string]any)
			for _, name := range []string{"cpu", "memory", "memoryReservation"} {
				if n, ok := sizes[name].(json.Number); ok {
					sizes[name] = n.String()
				}
			}
		}
	}
}
