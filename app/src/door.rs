//! The door that the person came by. Paths, labels and words ask for it; a change of it has the page built anew.

use std::cell::Cell;

use sscard_shared::door::Door;

use crate::platform;

thread_local! {
    static CURRENT: Cell<Door> = const { Cell::new(Door::Minsheng) };
}

/// The door of the moment.
#[must_use]
pub fn door() -> Door {
    CURRENT.get()
}

/// Comes by a door from now on, and remembers it for the pages that all doors share and for the next load.
pub fn enter(door: Door) {
    if CURRENT.replace(door) != door {
        platform::remember_door(door);
    }
}

/// Begins at the door of a path, or else at the one that this visit came by, or else at the one that suits: the host application,
/// then the screen.
pub fn begin(of_path: Option<Door>) {
    let door = of_path.or_else(platform::remembered_door).unwrap_or_else(platform::fitting_door);
    CURRENT.set(door);
    platform::remember_door(door);
}
