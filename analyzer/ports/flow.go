package ports

import "slices"

// A flow is how instances are taken: a flow from claimants to slots, made as large as it can be by moving
// others aside (Ford and Fulkerson).
type flow struct {
	*layout
	room  []int   // of each slot, what is left
	taken [][]int // of each slot, by the place in its users

	// closed are the slots from which no way led to room. None will: all that they can be traded for is closed with them,
	// so what is taken later leaves them as they are.
	closed []bool
}

func (l *layout) empty() *flow {
	f := &flow{
		layout: l, room: make([]int, len(l.slots)), taken: make([][]int, len(l.slots)), closed: make([]bool, len(l.slots)),
	}
	for i, s := range l.slots {
		f.room[i] = s.room
		f.taken[i] = make([]int, len(s.users))
	}

	return f
}

// place finds instances for n more tasks of a claimant, or for as many as it can, and returns how many.
func (f *flow) place(claimant, n int) int {
	user := f.kinds[claimant]
	if f.endless[user] {
		return n
	}

	placed := 0

	for placed < n {
		visited := slices.Clone(f.closed)

		some := f.push(user, n-placed, visited)
		if some == 0 {
			f.closed = visited

			break
		}

		placed += some
	}

	return placed
}

// push finds up to n instances on one way, through slots not visited.
func (f *flow) push(user, n int, visited []bool) int {
	for i, s := range f.slots {
		if visited[i] {
			continue
		}

		at := slices.Index(s.users, user)
		if at < 0 {
			continue
		}

		visited[i] = true

		if f.room[i] == 0 {
			f.makeRoom(i, n, visited)
		}

		if some := min(n, f.room[i]); some > 0 {
			f.room[i] -= some
			f.taken[i][at] += some

			return some
		}
	}

	return 0
}

// makeRoom moves up to n tasks of one user elsewhere.
func (f *flow) makeRoom(i, n int, visited []bool) {
	for at, other := range f.slots[i].users {
		if f.taken[i][at] == 0 {
			continue
		}

		if some := f.push(other, min(n, f.taken[i][at]), visited); some > 0 {
			f.taken[i][at] -= some
			f.room[i] = some

			return
		}
	}
}
