//! What a change can have broken: which crates have to be tested, and which journeys.

use std::collections::BTreeSet;

use crate::error::Error;
use crate::process::{self, Child};
use crate::workspace::Workspace;

/// A crate, the folder that it lies in, and the crates that use it.
const CRATES: [(&str, &str, &[&str]); 6] = [
    (
        "sscard-shared",
        "shared/",
        &["sscard-vision", "sscard-specimen", "sscard-server", "sscard-app"],
    ),
    ("sscard-vision", "vision/", &["sscard-specimen", "sscard-server", "sscard-app"]),
    ("sscard-specimen", "specimen/", &["sscard-server"]),
    ("sscard-server", "server/", &[]),
    ("sscard-app", "app/", &[]),
    ("xtask", "xtask/", &[]),
];
/// The crates whose tests run as wasm too.
const AS_WASM: [&str; 3] = ["sscard-shared", "sscard-vision", "sscard-app"];
/// What is built into the product that the journeys go through.
const PRODUCT: [&str; 8] =
    ["shared/", "vision/", "server/", "app/", "public/", "Cargo.toml", "Cargo.lock", "Trunk.toml"];
/// The tag of the journeys that go through all of the product in about a minute.
const SMOKE: &str = "@smoke";

/// The tests to run for a set of changed files.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    /// Crates whose native tests run.
    pub(crate) native: BTreeSet<&'static str>,
    /// Crates whose tests run in a browser. A dependent's tests there say nothing that its native tests do not.
    pub(crate) wasm: BTreeSet<&'static str>,
    /// The pattern of the journeys to run, by file name and tag.
    pub(crate) journeys: Option<String>,
}

impl Plan {
    /// The plan for what differs from a commit, files that git does not know yet included.
    pub(crate) fn since(workspace: &Workspace, commit: &str) -> Result<Self, Error> {
        let git = |arguments: &[&str]| {
            process::output(Child::new("git").arguments(arguments).inside(workspace.root()))
        };
        let changed = git(&["diff", "--name-only", "--relative", commit])?;
        let new = git(&["ls-files", "--others", "--exclude-standard"])?;
        Ok(Self::of(changed.lines().chain(new.lines())))
    }

    fn of<'path>(paths: impl Iterator<Item = &'path str>) -> Self {
        let mut plan = Self::default();
        let mut patterns = BTreeSet::new();
        for path in paths {
            let is_in = |folder: &&str| path.starts_with(*folder);
            for (name, _, dependents) in CRATES.iter().filter(|(_, folder, _)| is_in(folder)) {
                plan.native.insert(name);
                plan.native.extend(dependents.iter());
                plan.wasm.extend(AS_WASM.iter().filter(|wasm| *wasm == name));
            }
            // What all crates are compiled with may break any of them.
            if matches!(path, "Cargo.toml" | "Cargo.lock") {
                plan.native.extend(CRATES.iter().map(|(name, ..)| name));
                plan.wasm.extend(AS_WASM);
            }
            if let Some(spec) = spec_of(path) {
                patterns.insert(spec.replace('.', "\\."));
            } else if PRODUCT.iter().any(is_in) || is_in(&"e2e/") {
                patterns.insert(SMOKE.to_owned());
            }
        }
        if !patterns.is_empty() {
            plan.journeys = Some(patterns.into_iter().collect::<Vec<_>>().join("|"));
        }
        plan
    }
}

/// The file name of a file of journeys.
fn spec_of(path: &str) -> Option<&str> {
    let name = path.strip_prefix("e2e/")?.rsplit('/').next()?;
    name.ends_with(".spec.ts").then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(paths: &[&str]) -> Plan {
        Plan::of(paths.iter().copied())
    }

    #[test]
    fn a_rule_reaches_every_crate_that_uses_it() {
        let plan = plan(&["shared/src/lib.rs"]);
        let native =
            ["sscard-app", "sscard-server", "sscard-shared", "sscard-specimen", "sscard-vision"];
        assert_eq!(plan.native, BTreeSet::from(native));
        assert_eq!(plan.wasm, BTreeSet::from(["sscard-shared"]));
        assert_eq!(plan.journeys.as_deref(), Some("@smoke"));
    }

    #[test]
    fn a_journey_is_run_itself() {
        let plan = plan(&["e2e/journeys/apply.spec.ts", "e2e/pages/wizard.ts"]);
        assert_eq!(plan.journeys.as_deref(), Some("@smoke|apply\\.spec\\.ts"));
        assert!(plan.native.is_empty());
    }

    #[test]
    fn words_alone_break_nothing() {
        assert_eq!(plan(&["docs/testing.md", "README.md"]), Plan::default());
        assert_eq!(plan(&[]), Plan::default());
    }

    #[test]
    fn what_all_crates_are_compiled_with_reaches_them_all() {
        let plan = plan(&["Cargo.lock"]);
        assert_eq!((plan.native.len(), plan.wasm.len()), (CRATES.len(), AS_WASM.len()));
    }

    #[test]
    fn styles_and_public_files_are_part_of_the_product() {
        assert_eq!(plan(&["public/favicon.svg"]).journeys.as_deref(), Some("@smoke"));
        let plan = plan(&["app/style/base.css"]);
        assert_eq!(plan.native, BTreeSet::from(["sscard-app"]));
    }
}
