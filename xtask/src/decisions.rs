//! The decision records in `docs/decisions`: their numbers, the index that lists them, and the table of libraries.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::error::Error;
use crate::process::{self, Invocation};
use crate::workspace::{Workspace, json_string};

const FOLDER: &str = "docs/decisions";
const INDEX: &str = "README.md";
/// How the header of the table of libraries begins, in whichever record holds it.
const LIBRARIES: &str = "| library | version | features | licence | used in |";
/// Stands in a cell that has nothing to say.
const NOTHING: &str = "–";

/// The statements of one record, or of one row of the index.
#[derive(Debug, PartialEq, Eq)]
struct Record<'a> {
    file: &'a str,
    number: &'a str,
    title: &'a str,
    status: &'a str,
    date: &'a str,
}

/// What the workspace asks for under one library's name.
#[derive(Debug, Default, PartialEq, Eq)]
struct Library {
    versions: BTreeSet<String>,
    features: BTreeSet<String>,
    has_default_features: bool,
    /// The folders of the crates that use it, and whether something beside their tests does.
    folders: BTreeMap<String, bool>,
}

/// Compares the records with the index, and the table of libraries with `cargo metadata`.
pub(crate) fn check(workspace: &Workspace) -> Result<(), Error> {
    let files = read_records(workspace)?;
    let metadata = process::output(Invocation::cargo(workspace.root()).arguments([
        "metadata",
        "--format-version=1",
        "--no-deps",
        "--offline",
    ]))?;
    let index = files.get(INDEX).map(String::as_str).unwrap_or_default();
    let records: Vec<(&str, &str)> = files
        .iter()
        .filter(|(name, _)| *name != INDEX)
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let mut faults = faults_of_records(&records, index);
    let tables = records.iter().filter(|(_, text)| text.contains(LIBRARIES));
    match *tables.map(|(_, text)| *text).collect::<Vec<_>>() {
        [table] => faults.extend(faults_of_libraries(table, &libraries(&metadata))),
        ref others => faults.push(format!("{} tables of libraries instead of one", others.len())),
    }
    if faults.is_empty() {
        return Ok(());
    }
    Err(Error::Unexpected { what: format!("{FOLDER}:\n  {}", faults.join("\n  ")) })
}

/// The Markdown files of the folder by their names.
fn read_records(workspace: &Workspace) -> Result<BTreeMap<String, String>, Error> {
    let folder = workspace.path(FOLDER);
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(&folder).map_err(Error::file("list", &folder))? {
        let path = entry.map_err(Error::file("list", &folder))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".md") {
            files.insert(name, fs::read_to_string(&path).map_err(Error::file("read", &path))?);
        }
    }
    Ok(files)
}

/// Faults of single records, of numbers that meet, and of the index.
fn faults_of_records(files: &[(&str, &str)], index: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut records: BTreeMap<&str, Record<'_>> = BTreeMap::new();
    for (file, text) in files {
        match record(file, text) {
            Err(fault) => faults.push(format!("{file}: {fault}")),
            Ok(record) => {
                if let Some(other) = records.insert(record.number, record) {
                    faults.push(format!("{file}: {} has this number as well", other.file));
                }
            }
        }
    }
    for Record { file, status, .. } in records.values() {
        let names_nothing = match status.strip_prefix("superseded by ") {
            Some(number) => !records.contains_key(number),
            None => *status != "accepted",
        };
        if names_nothing {
            faults.push(format!("{file}: the status is `{status}`"));
        }
    }
    let rows: Vec<Record<'_>> = index.lines().filter_map(|line| index_row(line, index)).collect();
    for record in records.values() {
        match rows.iter().filter(|row| row.number == record.number).collect::<Vec<_>>()[..] {
            [row] if row == record => {}
            [_] => faults.push(format!(
                "{INDEX}: the row of {} differs from its name, title, status or date",
                record.file
            )),
            ref others => {
                let count = others.len();
                faults.push(format!("{INDEX}: {} has {count} rows instead of one", record.file));
            }
        }
    }
    let is_unknown = |row: &&Record<'_>| !records.contains_key(row.number);
    let unknown = rows.iter().filter(is_unknown);
    faults.extend(unknown.map(|row| format!("{INDEX}: there is no record {}", row.number)));
    faults
}

/// Reads a record; the error says what is missing.
fn record<'a>(file: &'a str, text: &'a str) -> Result<Record<'a>, &'static str> {
    let number = file.split('-').next().unwrap_or_default();
    if !is_number(number, 4) {
        return Err("the name does not begin with four digits and a hyphen");
    }
    let heading = text.lines().next().and_then(|line| line.strip_prefix("# "));
    let title = heading
        .and_then(|heading| heading.strip_prefix(number))
        .and_then(|title| title.strip_prefix(' '))
        .ok_or("the first line is not `# NNNN Title` with the number of the file")?;
    let line = |start: &str| text.lines().find_map(|line| line.strip_prefix(start));
    let status = line("Status: ").ok_or("there is no line `Status: …`")?;
    let date = line("Date: ").filter(|date| is_date(date)).ok_or("no line `Date: YYYY-MM-DD`")?;
    Ok(Record { file, number, title, status, date })
}

fn is_number(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    matches!(parts[..], [year, month, day] if is_number(year, 4) && is_number(month, 2) && is_number(day, 2))
}

/// A row `| [NNNN] | title | status | date |`, with the line `[NNNN]: file` of the same index; other lines are none.
fn index_row<'a>(line: &'a str, index: &'a str) -> Option<Record<'a>> {
    let [link, title, status, date] = cells(line)[..] else { return None };
    let number = link.strip_prefix('[')?.strip_suffix(']')?;
    let target = format!("{link}: ");
    let file = index.lines().find_map(|line| line.strip_prefix(&target)).unwrap_or_default();
    is_number(number, 4).then_some(Record { file, number, title, status, date })
}

/// The cells of a row of a table.
fn cells(line: &str) -> Vec<&str> {
    let inside = line.trim().strip_prefix('|').and_then(|line| line.strip_suffix('|'));
    inside.map(|line| line.split('|').map(str::trim).collect()).unwrap_or_default()
}

/// Rows that differ from what the workspace asks for, libraries without a row and rows without a library.
fn faults_of_libraries(record: &str, libraries: &BTreeMap<String, Library>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut rows = BTreeSet::new();
    let table = record.lines().skip_while(|line| !line.starts_with(LIBRARIES)).skip(2);
    for line in table.take_while(|line| line.starts_with('|')) {
        let [name, version, features, _licence, used_in, ..] = cells(line)[..] else {
            faults.push(format!("a row of the libraries lacks cells: {line}"));
            continue;
        };
        if !rows.insert(name) {
            faults.push(format!("{name} has two rows"));
        }
        let Some(library) = libraries.get(name) else {
            faults.push(format!("{name} is no direct dependency"));
            continue;
        };
        let versions = library.versions.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        // A crate with a hundred features is not copied into a cell, which points to its Cargo.toml instead.
        let asked =
            if features.starts_with("see ") { features.to_owned() } else { library.features() };
        for (what, said, is) in [
            ("version", version, versions),
            ("features", features, asked),
            ("used in", used_in, library.used_in()),
        ] {
            if said != is {
                faults.push(format!("{name}, {what}: `{said}` in the table, `{is}` in Cargo.toml"));
            }
        }
    }
    let missing = libraries.keys().filter(|name| !rows.contains(name.as_str()));
    faults.extend(missing.map(|name| format!("{name} has no row in the table of libraries")));
    faults
}

impl Library {
    /// The cell of its features.
    fn features(&self) -> String {
        let no_default = (!self.has_default_features).then_some("no default");
        let named = self.features.iter().map(String::as_str);
        let all: Vec<&str> = no_default.into_iter().chain(named).collect();
        if all.is_empty() { NOTHING.to_owned() } else { all.join(", ") }
    }

    /// The cell of the crates that use it.
    fn used_in(&self) -> String {
        let folder = |(folder, is_used_beside_tests): (&String, &bool)| match is_used_beside_tests {
            true => folder.clone(),
            false => format!("{folder} (tests)"),
        };
        self.folders.iter().map(folder).collect::<Vec<_>>().join(", ")
    }
}

/// The direct dependencies of every crate but those on each other, by name, out of the JSON of `cargo metadata --no-deps`.
fn libraries(metadata: &str) -> BTreeMap<String, Library> {
    let mut libraries: BTreeMap<String, Library> = BTreeMap::new();
    // Cargo names the manifest of a package behind its dependencies.
    let parts: Vec<&str> = metadata.split(r#""manifest_path":""#).collect();
    for pair in parts.windows(2) {
        let [package, path] = pair else { continue };
        let folder = path.split('"').next().and_then(|path| path.rsplit('/').nth(1));
        for object in package.split(r#"{"name":""#).skip(1) {
            let dependency = object.split('}').next().unwrap_or_default();
            let name = dependency.split('"').next().unwrap_or_default();
            let Some(requirement) = json_string(dependency, "req") else { continue };
            if dependency.contains(r#""source":null"#) {
                continue;
            }
            let library = libraries.entry(name.to_owned()).or_default();
            library.versions.insert(requirement.trim_start_matches('^').to_owned());
            library.has_default_features |= dependency.contains(r#""uses_default_features":true"#);
            library.features.extend(features(dependency).map(str::to_owned));
            let is_for_tests = json_string(dependency, "kind") == Some("dev");
            *library.folders.entry(folder.unwrap_or_default().to_owned()).or_default() |=
                !is_for_tests;
        }
    }
    libraries
}

/// The features that a dependency names.
fn features(dependency: &str) -> impl Iterator<Item = &str> {
    let list = dependency.split_once(r#""features":["#).map(|(_, rest)| rest);
    let list = list.and_then(|rest| rest.split(']').next()).unwrap_or_default();
    list.split(',').map(|feature| feature.trim_matches('"')).filter(|feature| !feature.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "# 0001 Keep it\n\nStatus: superseded by 0002\nDate: 2026-11-23\n";
    const TWO: &str = "# 0002 Drop it\n\nStatus: accepted\nDate: 2026-11-24\n";
    const ROW_ONE: &str = "| [0001] | Keep it | superseded by 0002 | 2026-11-23 |\n";
    const ROW_TWO: &str = "| [0002] | Drop it | accepted | 2026-11-24 |\n";
    const LINKS: &str = "\n[0001]: 0001-keep.md\n[0002]: 0002-drop.md\n";
    const HEADER: &str =
        "| library | version | features | licence | used in | why |\n|---|---|---|---|---|---|\n";

    fn metadata() -> BTreeMap<String, Library> {
        libraries(
            r#"{"packages":[{"name":"a","version":"1.0.0","source":null,"dependencies":[
            {"name":"time","source":"registry","req":"^0.3.5","kind":null,"uses_default_features":false,"features":["std"],"target":null},
            {"name":"b","source":null,"req":"*","kind":null,"uses_default_features":true,"features":[],"path":"/w/b"}],
            "targets":[{"kind":["lib"],"name":"a"}],"features":{},"manifest_path":"/w/a/Cargo.toml"},
            {"name":"b","version":"1.0.0","source":null,"dependencies":[
            {"name":"time","source":"registry","req":"^0.3.5","kind":"dev","uses_default_features":false,"features":["macros"]},
            {"name":"rand","source":"registry","req":"^1","kind":null,"uses_default_features":true,"features":[],"target":"x"}],
            "targets":[],"features":{"text":["dep:rand"]},"manifest_path":"/w/b/Cargo.toml"}]}"#,
        )
    }

    #[test]
    fn records_that_agree_with_the_index_have_no_faults() {
        let files = [("0001-keep.md", ONE), ("0002-drop.md", TWO)];
        let index = [ROW_ONE, ROW_TWO, LINKS].concat();
        assert_eq!(faults_of_records(&files, &index), Vec::<String>::new());
    }

    #[test]
    fn every_fault_of_a_record_is_reported() {
        fn faults(file: &str, text: &str) -> Vec<String> {
            faults_of_records(&[(file, text)], &[ROW_TWO, LINKS].concat())
        }
        assert!(faults("0002-drop.md", TWO).is_empty());
        for (file, text) in [
            ("drop.md", TWO.to_owned()),
            ("0003-drop.md", TWO.to_owned()),
            ("0002-drop.md", TWO.replace("Status", "State")),
            ("0002-drop.md", TWO.replace("2026-11-24", "in November")),
            ("0002-drop.md", TWO.replace("accepted", "proposed")),
            ("0002-drop.md", TWO.replace("accepted", "superseded by 0009")),
            ("0002-drop.md", TWO.replace("Drop it", "Drop it all")),
            ("0002-let-go.md", TWO.to_owned()),
        ] {
            assert!(!faults(file, &text).is_empty(), "{file}: {text}");
        }
    }

    #[test]
    fn a_number_and_a_row_belong_to_one_record() {
        let same = [("0002-drop.md", TWO), ("0002-let-go.md", TWO)];
        assert!(!faults_of_records(&same, &[ROW_TWO, LINKS].concat()).is_empty());
        let one = [("0002-drop.md", TWO)];
        assert_eq!(faults_of_records(&one, "").len(), 1);
        assert_eq!(faults_of_records(&one, &[ROW_TWO, ROW_TWO, LINKS].concat()).len(), 1);
        assert_eq!(
            faults_of_records(&one, &[ROW_ONE, ROW_TWO, LINKS].concat()),
            ["README.md: there is no record 0001"]
        );
    }

    #[test]
    fn a_table_that_agrees_with_cargo_has_no_faults() {
        let table = [
            HEADER,
            "| rand | 1 | – | MIT | b | – |\n",
            "| time | 0.3.5 | no default, macros, std | MIT | a, b (tests) | – |\n",
        ]
        .concat();
        assert_eq!(faults_of_libraries(&table, &metadata()), Vec::<String>::new());
        let referred = table.replace("no default, macros, std", "see a/Cargo.toml");
        assert_eq!(faults_of_libraries(&referred, &metadata()), Vec::<String>::new());
    }

    #[test]
    fn a_table_that_differs_from_cargo_is_reported() {
        let table = [
            HEADER,
            "| gone | 1 | – | MIT | b | – |\n",
            "| time | 0.3 | no default, std | MIT | a | – |\n",
        ]
        .concat();
        assert_eq!(
            faults_of_libraries(&table, &metadata()),
            [
                "gone is no direct dependency",
                "time, version: `0.3` in the table, `0.3.5` in Cargo.toml",
                "time, features: `no default, std` in the table, `no default, macros, std` in Cargo.toml",
                "time, used in: `a` in the table, `a, b (tests)` in Cargo.toml",
                "rand has no row in the table of libraries",
            ]
        );
    }
}
