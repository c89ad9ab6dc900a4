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

#[cfg(test)]
mod tests {
    use sscard_shared::host::Host;

    /// The script of the HTML chooses a door before there is a program, and has to know hosts by itself.
    #[test]
    fn the_script_that_chooses_a_door_knows_hosts_by_the_same_marks() {
        let html = include_str!("../index.html");
        for (hosts, door) in
            [(&[Host::Alipay, Host::Baidu][..], "jingtong"), (&[Host::Wechat], "minsheng")]
        {
            let marks: Vec<&str> = hosts.iter().flat_map(|host| host.marks()).copied().collect();
            let pattern = marks.join("|").replace('(', "\\(").replace('/', "\\/");
            let line = format!("(/{pattern}/.test(navigator.userAgent)) door = \"{door}\";");
            assert!(html.contains(&line), "{line}");
        }
    }
}
