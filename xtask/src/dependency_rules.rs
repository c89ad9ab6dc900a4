//! The rules for dependencies between crates, checked against the tree that cargo resolved.

use std::collections::BTreeSet;

use crate::error::Error;
use crate::process::{self, Invocation};
use crate::workspace::Workspace;

/// A crate, and the crates that it must not depend on, directly or indirectly.
struct DependencyRule {
    package: &'static str,
    target: &'static str,
    forbidden: &'static [&'static str],
}

const WASM_TARGET: &str = "wasm32-unknown-unknown";

const DEPENDENCY_RULES: [DependencyRule; 5] = [
    // The rules crate has no I/O, clock, random number or browser, on every target. The full regex engine would cost the page more bytes
    // than its framework does.
    DependencyRule {
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
    // The vision crate measures pictures, and depends on neither the app nor the server.
    DependencyRule {
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
    // The app and the server do not depend on each other.
    DependencyRule {
        package: "sscard-app",
        target: WASM_TARGET,
        forbidden: &["axum", "object_store", "reqwest", "sqlx", "sscard-server"],
    },
    DependencyRule {
        package: "sscard-server",
        target: "all",
        forbidden: &["gloo-net", "leptos", "sscard-app"],
    },
    DependencyRule {
        package: "xtask",
        target: "all",
        forbidden: &["sscard-app", "sscard-server", "sscard-shared", "sscard-vision"],
    },
];

pub(crate) fn check(workspace: &Workspace) -> Result<(), Error> {
    let mut dependencies = Vec::new();
    for rule in &DEPENDENCY_RULES {
        let tree = process::output(Invocation::cargo(workspace.root()).arguments([
            "tree",
            "--edges=normal",
            "--prefix=none",
            "--format={lib}",
            "--target",
            rule.target,
            "--package",
            rule.package,
        ]))?;
        dependencies.extend(
            forbidden_dependencies(&tree, rule.forbidden)
                .map(|name| format!("{} reaches {name}", rule.package)),
        );
    }
    if dependencies.is_empty() { Ok(()) } else { Err(Error::ForbiddenDependency { dependencies }) }
}

/// The forbidden crates among the lines of a tree. Cargo prints library names, in which a hyphen is an underscore.
fn forbidden_dependencies<'a>(
    tree: &'a str,
    forbidden: &'a [&'a str],
) -> impl Iterator<Item = &'a str> {
    let names: BTreeSet<String> = tree
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .map(|name| name.replace('-', "_"))
        .collect();
    forbidden.iter().copied().filter(move |name| names.contains(&name.replace('-', "_")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_is_found_by_its_whole_name() {
        let tree = "sscard_shared\ntime\ntime_core\nweb_sys\n\ntokio_util\n";
        let found: Vec<&str> =
            forbidden_dependencies(tree, &["tokio", "web-sys", "image"]).collect();
        assert_eq!(found, ["web-sys"]);
    }
}
