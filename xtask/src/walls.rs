//! The walls between the crates, read off the tree that cargo resolved.

use std::collections::BTreeSet;

use crate::error::Error;
use crate::process::{self, Child};
use crate::workspace::Workspace;

/// A crate and what it may never reach, however indirectly.
struct Wall {
    package: &'static str,
    target: &'static str,
    forbidden: &'static [&'static str],
}

const WASM: &str = "wasm32-unknown-unknown";

const WALLS: [Wall; 5] = [
    // The rules have no I/O, no clock, no randomness and no browser, wherever they are compiled to; and the full regex engine
    // would cost the page more bytes than its framework does.
    Wall {
        package: "sscard-shared",
        target: "all",
        forbidden: &[
            "axum",
            "chrono",
            "getrandom",
            "image",
            "js-sys",
            "leptos",
            "rand",
            "regex",
            "reqwest",
            "sqlx",
            "tokio",
            "wasm-bindgen",
            "web-sys",
        ],
    },
    // The eyes measure pictures and know neither page nor server.
    Wall {
        package: "sscard-vision",
        target: "all",
        forbidden: &[
            "axum",
            "leptos",
            "reqwest",
            "sqlx",
            "sscard-app",
            "sscard-server",
            "tokio",
            "web-sys",
        ],
    },
    // Page and server meet at the rules alone.
    Wall {
        package: "sscard-app",
        target: WASM,
        forbidden: &["axum", "object_store", "reqwest", "sqlx", "sscard-server"],
    },
    Wall {
        package: "sscard-server",
        target: "all",
        forbidden: &["gloo-net", "leptos", "sscard-app"],
    },
    Wall {
        package: "xtask",
        target: "all",
        forbidden: &["sscard-app", "sscard-server", "sscard-shared", "sscard-vision"],
    },
];

pub(crate) fn check(workspace: &Workspace) -> Result<(), Error> {
    let mut breaches = Vec::new();
    for wall in &WALLS {
        let tree = process::output(Child::cargo(workspace).arguments([
            "tree",
            "--edges=normal",
            "--prefix=none",
            "--format={lib}",
            "--target",
            wall.target,
            "--package",
            wall.package,
        ]))?;
        breaches.extend(
            reached(&tree, wall.forbidden).map(|name| format!("{} reaches {name}", wall.package)),
        );
    }
    if breaches.is_empty() { Ok(()) } else { Err(Error::Wall { breaches }) }
}

/// The forbidden crates among the lines of a tree. Cargo prints library names, in which a hyphen is an underscore.
fn reached<'a>(tree: &'a str, forbidden: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    let there: BTreeSet<String> = tree
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .map(|name| name.replace('-', "_"))
        .collect();
    forbidden.iter().copied().filter(move |name| there.contains(&name.replace('-', "_")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_counts_by_its_whole_name() {
        let tree = "sscard_shared\ntime\ntime_core\nweb_sys\n\ntokio_util\n";
        let found: Vec<&str> = reached(tree, &["tokio", "web-sys", "image"]).collect();
        assert_eq!(found, ["web-sys"]);
    }
}
