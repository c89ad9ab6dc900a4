//! Checks that the modules of a crate do not depend on each other in circles, so that a reader can take them one after the other.
//!
//! A module depends on another where its code has a path to it that begins with `crate::` or `super::`, in a `use` or elsewhere. Code
//! behind `#[cfg(test)]` does not count. Neither do dependencies between a module and a module inside of it, which belong together.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::error::Error;
use crate::module_paths::{self, Module};
use crate::source_code::{self, SourceFile};
use crate::workspace::Workspace;

/// The crates that are checked, by their folders. Not yet held, because they have circles: `shared`, `server` and `app`.
const HELD_CRATES: [&str; 3] = ["specimen", "vision", "xtask"];

/// For each module the modules that it depends on, with the place of the first path to each.
type Dependencies = BTreeMap<Module, BTreeMap<Module, String>>;

/// Reports the circles of the held crates.
pub(crate) fn check(workspace: &Workspace) -> Result<(), Error> {
    let mut findings = Vec::new();
    for folder in HELD_CRATES {
        let files = source_code::read_tracked_files(workspace, &format!("{folder}/src"))?;
        let found = circles(&dependencies(&format!("{folder}/src/"), &files));
        findings.extend(found.into_iter().map(|circle| format!("{folder}: {circle}")));
    }
    if findings.is_empty() {
        return Ok(());
    }
    Err(Error::Unexpected {
        what: format!("modules that depend on each other:\n  {}", findings.join("\n  ")),
    })
}

/// The module of a file below the folder of a crate's sources; `None` for a program that is a crate of its own.
fn module_of_file(path: &str, is_library: bool) -> Option<Module> {
    let path = path.strip_suffix(".rs")?;
    match path {
        "lib" => return Some(Module::new()),
        "main" => return (!is_library).then(Module::new),
        _ if path.starts_with("bin/") => return None,
        _ => {}
    }
    let path = path.strip_suffix("/mod").unwrap_or(path);
    Some(path.split('/').map(str::to_owned).collect())
}

fn dependencies(sources: &str, files: &[SourceFile]) -> Dependencies {
    let relative = |file: &SourceFile| file.path.strip_prefix(sources).map(str::to_owned);
    let is_library = files.iter().any(|file| relative(file).as_deref() == Some("lib.rs"));
    let mut modules = BTreeMap::new();
    let mut test_modules = BTreeSet::new();
    for file in files {
        let Some(module) = relative(file).and_then(|path| module_of_file(&path, is_library)) else {
            continue;
        };
        let read = module_paths::read(&module, &file.code);
        test_modules.extend(read.test_modules);
        modules.insert(module, (file, read.paths));
    }
    modules.retain(|module, _| !test_modules.iter().any(|test| module.starts_with(test)));
    let mut dependencies = Dependencies::new();
    for (module, (file, paths)) in &modules {
        let found = dependencies.entry(module.clone()).or_default();
        for path in paths {
            let target = (0..=path.parts.len()).rev().map(|length| &path.parts[..length]);
            let Some(target) = target.into_iter().find(|own| modules.contains_key(*own)) else {
                continue;
            };
            if !module.starts_with(target) && !target.starts_with(module) {
                let place = || format!("{}:{}", file.path, path.line);
                found.entry(target.to_vec()).or_insert_with(place);
            }
        }
    }
    dependencies
}

/// A circle for each group of modules that depend on each other: the shortest through the group's first module that is in one.
fn circles(dependencies: &Dependencies) -> Vec<String> {
    let mut known: BTreeSet<&Module> = BTreeSet::new();
    let mut circles = Vec::new();
    for module in dependencies.keys() {
        if known.contains(module) {
            continue;
        }
        let Some(circle) = shortest_circle(dependencies, module) else { continue };
        let reached = reachable(dependencies, module);
        let group: Vec<&Module> = reached
            .into_iter()
            .filter(|other| reachable(dependencies, other).contains(module))
            .collect();
        let steps: Vec<String> = circle
            .windows(2)
            .map(|pair| {
                format!(
                    "{} → {} ({})",
                    name(pair[0]),
                    name(pair[1]),
                    dependencies[pair[0]][pair[1]]
                )
            })
            .collect();
        let names: Vec<String> = group.iter().map(|own| name(own)).collect();
        circles.push(format!("{}; in one group: {}", steps.join(", "), names.join(", ")));
        known.extend(group);
    }
    circles
}

fn name(module: &Module) -> String {
    if module.is_empty() { "crate".to_owned() } else { module.join("::") }
}

/// The modules that a module depends on, directly or through others.
fn reachable<'a>(dependencies: &'a Dependencies, start: &Module) -> BTreeSet<&'a Module> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<&Module> =
        dependencies.get(start).into_iter().flat_map(BTreeMap::keys).collect();
    while let Some(module) = waiting.pop() {
        if reached.insert(module) {
            waiting.extend(dependencies.get(module).into_iter().flat_map(BTreeMap::keys));
        }
    }
    reached
}

/// The shortest way from a module back to itself, with the module at both ends.
fn shortest_circle<'a>(
    dependencies: &'a Dependencies,
    start: &'a Module,
) -> Option<Vec<&'a Module>> {
    let mut previous: BTreeMap<&Module, &Module> = BTreeMap::new();
    let mut waiting = VecDeque::from([start]);
    while let Some(module) = waiting.pop_front() {
        for next in dependencies.get(module)?.keys() {
            if next == start {
                let mut circle = vec![start, module];
                while let Some(before) =
                    circle.last().filter(|own| **own != start).and_then(|own| previous.get(own))
                {
                    circle.push(before);
                }
                circle.reverse();
                return Some(circle);
            }
            if !previous.contains_key(next) {
                previous.insert(next, module);
                waiting.push_back(next);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source_code::{Language, blank_non_code};

    fn circles_of(files: &[(&str, &str)]) -> Vec<String> {
        let files: Vec<SourceFile> = files
            .iter()
            .map(|(path, text)| SourceFile {
                path: format!("a/src/{path}"),
                code: blank_non_code(text, Language::Rust),
            })
            .collect();
        circles(&dependencies("a/src/", &files))
    }

    #[test]
    fn two_modules_that_use_each_other_are_a_circle() {
        let files = [
            ("lib.rs", "mod one; mod two;"),
            ("one.rs", "use crate::two::Two;"),
            ("two.rs", "\nfn f() -> crate::one::One { todo!() }"),
        ];
        assert_eq!(
            circles_of(&files),
            ["one → two (a/src/one.rs:1), two → one (a/src/two.rs:2); in one group: one, two"]
        );
    }

    #[test]
    fn a_circle_of_three_is_found_through_groups_and_super() {
        let files = [
            ("main.rs", "mod one; mod two; mod three;"),
            ("one.rs", "use crate::{two::{self, Two}, other};"),
            ("two.rs", "mod inner;"),
            ("two/inner.rs", "use super::super::three::*;"),
            ("three.rs", "use std::fs; use super::two::inner::Inner;"),
        ];
        assert_eq!(
            circles_of(&files),
            [
                "three → two::inner (a/src/three.rs:1), two::inner → three (a/src/two/inner.rs:1); in one group: three, two::inner"
            ]
        );
    }

    #[test]
    fn parents_children_and_tests_are_no_circle() {
        let files = [
            ("lib.rs", "mod one; mod two; pub use crate::one::inner::Inner;"),
            ("one.rs", "mod inner; use self::inner::Inner; use crate::one::inner::Other;"),
            ("one/inner.rs", "use super::One; use crate::Error; use crate::two::Two;"),
            (
                "two.rs",
                "#[cfg(test)] mod tests { use crate::one::inner::Inner; }\n#[cfg(test)]\nuse crate::one::One;",
            ),
        ];
        assert_eq!(circles_of(&files), Vec::<String>::new());
    }

    #[test]
    fn files_of_tests_and_other_programs_do_not_count() {
        let files = [
            ("lib.rs", "mod one; mod two;"),
            ("main.rs", "use crate::two::Two;"),
            ("bin/other.rs", "use crate::one::One;"),
            ("one.rs", "use crate::two::Two; // use crate::one::One;"),
            ("two.rs", "#[cfg(test)]\nmod tests;\nconst TEXT: &str = \"crate::one::One\";"),
            ("two/tests.rs", "use crate::one::One;"),
        ];
        assert_eq!(circles_of(&files), Vec::<String>::new());
    }
}
