//! The register as a table of ours: what an operator imported, and in the sandbox some made-up people.

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

use super::{Asking, Register};
use crate::db::{Db, InsuredPerson, InsuredRow};

const SAMPLE: &str = include_str!("../../samples/insured.sample.tsv");

/// Answers from the table.
#[derive(Debug)]
pub struct Table {
    db: Db,
    samples: Vec<InsuredRow>,
}

impl Table {
    /// The imported table, with the made-up people where the sandbox is on.
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

impl Register for Table {
    fn standing(&self, person: InsuredPerson) -> Asking<'_> {
        Box::pin(async move {
            // What an operator imported counts before what is made up.
            if let Some(listed) = self.db.find_standing(&person.name, &person.id_number).await? {
                return Ok(listed);
            }
            let made_up = self.samples.iter().find(|row| row.person.id_number == person.id_number);
            Ok(match made_up {
                None => Standing::NotInsured,
                Some(row) if is_same_name(&row.person.name, &person.name) => row.standing,
                Some(_) => Standing::NotMatched,
            })
        })
    }
}

/// The made-up people of the sandbox, each with a note of what they are there for.
#[must_use]
pub fn sample_people() -> Vec<(InsuredRow, String)> {
    SAMPLE
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let person = InsuredPerson {
                name: cells.next()?.to_owned(),
                id_number: cells.next()?.to_owned(),
            };
            let standing = standing(cells.next()?)?;
            let row = InsuredRow { person, standing, licence: Draft::new() };
            Some((row, cells.next().unwrap_or_default().to_owned()))
        })
        .collect()
}

/// The standing that a cell tells; who stands in the table at all is insured unless it says otherwise.
fn standing(cell: &str) -> Option<Standing> {
    match cell {
        "" | "insured" => Some(Standing::Eligible),
        word => Standing::from_name(word),
    }
}

/// What is wrong with one line of a table. It never repeats what stands there.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct RowFault {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong, in words.
    pub message: String,
}

/// Reads a table of insured people: tab-separated, a first line with the columns `name` and `id_number` in any order. A column
/// `standing` may say `eligible` (or `insured`), `not_insured` or `in_making`; `ethnicity`, `valid_from`, `valid_until`, `authority`
/// and `address` what an electronic licence tells. Empty cells say nothing.
///
/// # Errors
/// Every faulty line at once; then nothing of the file is to be used.
pub fn parse_insured(text: &str, today: Date) -> Result<Vec<InsuredRow>, Vec<RowFault>> {
    let mut lines = (1..)
        .zip(text.trim_start_matches('\u{feff}').lines())
        .filter(|(_, text)| !text.trim().is_empty() && !text.starts_with('#'));
    let heads: Vec<&str> =
        lines.next().map(|(_, line)| line.split('\t').map(str::trim).collect()).unwrap_or_default();
    let column = |name: &str| heads.iter().position(|head| *head == name);
    let (Some(name_at), Some(number_at)) = (column("name"), column("id_number")) else {
        let message = String::from("第一行必须是列名，且包含 name 和 id_number，以制表符分隔");
        return Err(vec![RowFault { line: 1, message }]);
    };
    let standing_at = column("standing");
    let told = LicenceView::FIELDS.map(|field| (field, column(field.name())));
    let told: Vec<(Field, usize)> =
        told.into_iter().filter_map(|(field, at)| Some((field, at?))).collect();
    let directory = Directory::built_in();
    let (mut people, mut faults, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
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
        let (name, id_number) = (parse(Field::Name, name_at), parse(Field::IdNumber, number_at));
        let cell = |column: Option<usize>| {
            column.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim())
        };
        let mut licence = Draft::new();
        for (field, at) in told.iter().filter(|(_, at)| !cell(Some(*at)).is_empty()) {
            licence.set(*field, parse(*field, *at).unwrap_or_default());
        }
        let standing = standing(cell(standing_at));
        if standing.is_none() {
            let message = String::from("standing：应为 insured、not_insured 或 in_making");
            faults.push(RowFault { line, message });
        }
        if let (Some(name), Some(id_number), Some(standing)) = (name, id_number, standing) {
            if seen.insert(id_number.clone()) {
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
    use crate::clock::parse_iso;

    #[test]
    fn the_made_up_people_are_people_by_the_rules_and_nobody_is_there_twice() {
        let today = parse_iso("2026-06-15").unwrap();
        let people = parse_insured(SAMPLE, today).unwrap();
        let samples = sample_people();
        assert!(samples.len() >= 10);
        // What stands in the file is in normal form: a sign-in compares with exactly this.
        let listed: Vec<_> = samples.into_iter().map(|(row, _)| row).collect();
        assert!(people == listed);
    }

    #[test]
    fn a_byte_order_mark_comments_and_empty_lines_are_passed_over() {
        let today = parse_iso("2026-06-15").unwrap();
        let text = "\u{feff}# 来源\nid_number\tname\n\n110108199003072011\t张样本\n";
        assert_eq!(parse_insured(text, today).unwrap().len(), 1);
        let text = "# 来源\nname\tid_number\n\n张样本\t1\n";
        assert!(parse_insured(text, today).unwrap_err().iter().all(|fault| fault.line == 4));
    }
}
