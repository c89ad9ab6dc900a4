//! The register as a table: the people that an operator imported, and in the sandbox the sample people.

use std::collections::HashSet;

use sscard_shared::{
    Date,
    api::{LicenceView, Standing},
    application::check_value,
    directory::Directory,
    draft::Draft,
    fault::{Fault, Severity},
    field::Field,
    name::is_same_name,
};

use super::{PendingStanding, Register};
use crate::db::{Db, InsuredPerson, InsuredRow};

const SAMPLE_PEOPLE: &str = include_str!("../../samples/insured.sample.tsv");

/// A register that answers from the table.
#[derive(Debug)]
pub struct RegisterTable {
    db: Db,
    samples: Vec<InsuredRow>,
}

impl RegisterTable {
    /// The imported table, with the sample people where the sandbox is on.
    #[must_use]
    pub fn new(db: Db, sandbox: bool) -> Self {
        let samples = if sandbox {
            sample_people().into_iter().map(|(row, _)| row).collect()
        } else {
            Vec::new()
        };
        Self { db, samples }
    }
}

impl Register for RegisterTable {
    fn standing(&self, person: InsuredPerson) -> PendingStanding<'_> {
        Box::pin(async move {
            // An imported row takes precedence over a sample.
            if let Some(listed) = self.db.find_standing(&person.name, &person.id_number).await? {
                return Ok(listed);
            }
            let sample = self.samples.iter().find(|row| row.person.id_number == person.id_number);
            Ok(match sample {
                None => Standing::NotInsured,
                Some(row) if is_same_name(&row.person.name, &person.name) => row.standing,
                Some(_) => Standing::NotMatched,
            })
        })
    }
}

/// The sample people of the sandbox, each with a note on their purpose.
#[must_use]
pub fn sample_people() -> Vec<(InsuredRow, String)> {
    SAMPLE_PEOPLE
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let person = InsuredPerson {
                name: cells.next()?.to_owned(),
                id_number: cells.next()?.to_owned(),
            };
            let standing = parse_standing(cells.next()?)?;
            let row = InsuredRow { person, standing, licence: Draft::new() };
            Some((row, cells.next().unwrap_or_default().to_owned()))
        })
        .collect()
}

/// The standing that a cell states. A person in the table is insured unless the cell says otherwise.
fn parse_standing(cell: &str) -> Option<Standing> {
    match cell {
        "" | "insured" => Some(Standing::Eligible),
        word => Standing::from_name(word),
    }
}

/// The fault of one line of a table. It never repeats the line's content.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct RowFault {
    /// The line, counted from 1.
    pub line: usize,
    /// The fault in words.
    pub message: String,
}

/// Parses a table of insured people: tab-separated, with the columns `name` and `id_number` in any order in the first line. A column
/// `standing` may hold `eligible` (or `insured`), `not_insured` or `in_making`. The columns `ethnicity`, `valid_from`, `valid_until`,
/// `authority` and `address` hold what an electronic licence states. An empty cell states nothing.
///
/// # Errors
/// All faulty lines at once; then no line of the file may be used.
pub fn parse_insured(text: &str, today: Date) -> Result<Vec<InsuredRow>, Vec<RowFault>> {
    let mut lines = (1..)
        .zip(text.trim_start_matches('\u{feff}').lines())
        .filter(|(_, text)| !text.trim().is_empty() && !text.starts_with('#'));
    let column_names: Vec<&str> =
        lines.next().map(|(_, line)| line.split('\t').map(str::trim).collect()).unwrap_or_default();
    let column = |name: &str| column_names.iter().position(|head| *head == name);
    let (Some(name_column), Some(number_column)) = (column("name"), column("id_number")) else {
        let message = String::from("第一行必须是列名，且包含 name 和 id_number，以制表符分隔");
        return Err(vec![RowFault { line: 1, message }]);
    };
    let standing_column = column("standing");
    let licence_columns = LicenceView::FIELDS.map(|field| (field, column(field.name())));
    let licence_columns: Vec<(Field, usize)> =
        licence_columns.into_iter().filter_map(|(field, at)| Some((field, at?))).collect();
    let directory = Directory::built_in();
    let (mut people, mut faults, mut seen_numbers) = (Vec::new(), Vec::new(), HashSet::new());
    for (line, text) in lines {
        let cells: Vec<&str> = text.split('\t').collect();
        let mut parse = |field: Field, at: usize| {
            let checked =
                check_value(field, cells.get(at).copied().unwrap_or_default(), today, &directory);
            let hard = |fault: &&Fault| fault.severity == Severity::Hard;
            let messages = checked.faults.iter().filter(hard).map(|fault| &fault.message);
            faults.extend(
                messages.map(|message| RowFault { line, message: format!("{field}：{message}") }),
            );
            checked.normalised.filter(|_| !checked.faults.has_hard())
        };
        let (name, id_number) =
            (parse(Field::Name, name_column), parse(Field::IdNumber, number_column));
        let cell = |column: Option<usize>| {
            column.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim())
        };
        let mut licence = Draft::new();
        for (field, at) in licence_columns.iter().filter(|(_, at)| !cell(Some(*at)).is_empty()) {
            licence.set(*field, parse(*field, *at).unwrap_or_default());
        }
        let standing = parse_standing(cell(standing_column));
        if standing.is_none() {
            let message = String::from("standing：应为 insured、not_insured 或 in_making");
            faults.push(RowFault { line, message });
        }
        if let (Some(name), Some(id_number), Some(standing)) = (name, id_number, standing) {
            if seen_numbers.insert(id_number.clone()) {
                people.push(InsuredRow {
                    person: InsuredPerson { name, id_number },
                    standing,
                    licence,
                });
            } else {
                let message = String::from("id_number：与前面的行重复");
                faults.push(RowFault { line, message });
            }
        }
    }
    if faults.is_empty() { Ok(people) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::parse_iso_date;

    #[test]
    fn sample_people_pass_the_rules_and_are_unique() {
        let today = parse_iso_date("2026-06-15").unwrap();
        let people = parse_insured(SAMPLE_PEOPLE, today).unwrap();
        let samples = sample_people();
        assert!(samples.len() >= 10);
        // The file is in normal form, because a sign-in compares with exactly this text.
        let listed: Vec<_> = samples.into_iter().map(|(row, _)| row).collect();
        assert!(people == listed);
    }

    #[test]
    fn byte_order_mark_comments_and_empty_lines_are_skipped() {
        let today = parse_iso_date("2026-06-15").unwrap();
        let text = "\u{feff}# 来源\nid_number\tname\n\n110108199003072011\t张样本\n";
        assert_eq!(parse_insured(text, today).unwrap().len(), 1);
        let text = "# 来源\nname\tid_number\n\n张样本\t1\n";
        assert!(parse_insured(text, today).unwrap_err().iter().all(|fault| fault.line == 4));
    }
}
