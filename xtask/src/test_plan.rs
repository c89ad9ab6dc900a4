//! Plans the tests for a change: the crates to test, and the journeys to run.

use std::collections::BTreeSet;

use crate::error::Error;
use crate::process::{self, Invocation};
use crate::workspace::Workspace;

/// A crate of the workspace.
struct Crate {
    name: &'static str,
    /// The folder of the crate, with a slash at its end.
    folder: &'static str,
    /// The crates that use this one.
    dependents: &'static [&'static str],
}

const CRATES: [Crate; 6] = [
    Crate {
        name: "sscard-shared",
        folder: "shared/",
        dependents: &["sscard-vision", "sscard-specimen", "sscard-server", "sscard-app"],
    },
    Crate {
        name: "sscard-vision",
        folder: "vision/",
        dependents: &["sscard-specimen", "sscard-server", "sscard-app"],
    },
    Crate { name: "sscard-specimen", folder: "specimen/", dependents: &["sscard-server"] },
    Crate { name: "sscard-server", folder: "server/", dependents: &[] },
    Crate { name: "sscard-app", folder: "app/", dependents: &[] },
    Crate { name: "xtask", folder: "xtask/", dependents: &[] },
];
/// The crates whose tests also run as wasm.
const WASM_CRATES: [&str; 3] = ["sscard-shared", "sscard-vision", "sscard-app"];
/// The paths that are built into the product of the journeys.
const PRODUCT_PATHS: [&str; 8] =
    ["shared/", "vision/", "server/", "app/", "public/", "Cargo.toml", "Cargo.lock", "Trunk.toml"];
/// The tag of the journeys that go through the whole product in about a minute.
const SMOKE_TAG: &str = "@smoke";

/// The tests to run for a set of changed files.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct TestPlan {
    /// The crates whose native tests run.
    pub(crate) native: BTreeSet<&'static str>,
    /// The crates whose tests run in a browser. A dependent crate is left out: its tests there add nothing to its native tests.
    pub(crate) wasm: BTreeSet<&'static str>,
    /// The pattern of the journeys to run, by file name and tag.
    pub(crate) journeys: Option<String>,
}

impl TestPlan {
    /// The plan for the changes since a commit, including files that git does not track yet.
    pub(crate) fn since_commit(workspace: &Workspace, commit: &str) -> Result<Self, Error> {
        let git = |arguments: &[&str]| {
            process::output(Invocation::new("git").arguments(arguments).in_folder(workspace.root()))
        };
        let changed = git(&["diff", "--name-only", "--relative", commit])?;
        let new = git(&["ls-files", "--others", "--exclude-standard"])?;
        Ok(Self::for_paths(changed.lines().chain(new.lines())))
    }

    fn for_paths<'path>(paths: impl Iterator<Item = &'path str>) -> Self {
        let mut plan = Self::default();
        let mut patterns = BTreeSet::new();
        for path in paths {
            let is_in = |folder: &&str| path.starts_with(*folder);
            for Crate { name, dependents, .. } in
                CRATES.iter().filter(|member| is_in(&member.folder))
            {
                plan.native.insert(name);
                plan.native.extend(dependents.iter());
                plan.wasm.extend(WASM_CRATES.iter().filter(|wasm| *wasm == name));
            }
            // Every crate is compiled with these files, so they may break any crate.
            if matches!(path, "Cargo.toml" | "Cargo.lock") {
                plan.native.extend(CRATES.iter().map(|member| member.name));
                plan.wasm.extend(WASM_CRATES);
            }
            if let Some(spec) = journey_file(path) {
                patterns.insert(spec.replace('.', "\\."));
            } else if PRODUCT_PATHS.iter().any(is_in) || is_in(&"e2e/") {
                patterns.insert(SMOKE_TAG.to_owned());
            }
        }
        if !patterns.is_empty() {
            plan.journeys = Some(patterns.into_iter().collect::<Vec<_>>().join("|"));
        }
        plan
    }
}

/// The file name of a changed file of journeys.
fn journey_file(path: &str) -> Option<&str> {
    let name = path.strip_prefix("e2e/")?.rsplit('/').next()?;
    name.ends_with(".spec.ts").then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(paths: &[&str]) -> TestPlan {
        TestPlan::for_paths(paths.iter().copied())
    }

    #[test]
    fn a_changed_rule_tests_every_dependent_crate() {
        let plan = plan(&["shared/src/lib.rs"]);
        let native =
            ["sscard-app", "sscard-server", "sscard-shared", "sscard-specimen", "sscard-vision"];
        assert_eq!(plan.native, BTreeSet::from(native));
        assert_eq!(plan.wasm, BTreeSet::from(["sscard-shared"]));
        assert_eq!(plan.journeys.as_deref(), Some("@smoke"));
    }

    #[test]
    fn a_changed_journey_runs_itself() {
        let plan = plan(&["e2e/journeys/apply.spec.ts", "e2e/pages/wizard.ts"]);
        assert_eq!(plan.journeys.as_deref(), Some("@smoke|apply\\.spec\\.ts"));
        assert!(plan.native.is_empty());
    }

    #[test]
    fn a_change_of_documents_tests_nothing() {
        assert_eq!(plan(&["docs/testing.md", "README.md"]), TestPlan::default());
        assert_eq!(plan(&[]), TestPlan::default());
    }

    #[test]
    fn a_change_of_the_lock_file_tests_every_crate() {
        let plan = plan(&["Cargo.lock"]);
        assert_eq!((plan.native.len(), plan.wasm.len()), (CRATES.len(), WASM_CRATES.len()));
    }

    #[test]
    fn styles_and_public_files_are_part_of_the_product() {
        assert_eq!(plan(&["public/favicon.svg"]).journeys.as_deref(), Some("@smoke"));
        let plan = plan(&["app/style/base.css"]);
        assert_eq!(plan.native, BTreeSet::from(["sscard-app"]));
    }
}
