//! Single values of a request, checked by the rules of `sscard_shared`.

use sscard_shared::{
    application::check_value,
    directory::Directory,
    fault::{Faults, Severity},
    field::Field,
};

use crate::{app::App, db::InsuredPerson, error::Error};

/// The value of a field in normal form.
///
/// # Errors
/// [`Error::Faults`] with the hard faults of the value.
pub(super) fn parse_value(app: &App, field: Field, value: &str) -> Result<String, Error> {
    let [value] = parse_values(app, [(field, value)])?;
    Ok(value)
}

/// 姓名 and 证件号码 in normal form.
///
/// # Errors
/// [`Error::Faults`] with the hard faults of both values at once.
pub(super) fn parse_person(app: &App, name: &str, id_number: &str) -> Result<InsuredPerson, Error> {
    let [name, id_number] = parse_values(app, [(Field::Name, name), (Field::IdNumber, id_number)])?;
    Ok(InsuredPerson { name, id_number })
}

fn parse_values<const N: usize>(
    app: &App,
    values: [(Field, &str); N],
) -> Result<[String; N], Error> {
    let directory = Directory::built_in();
    let mut faults = Faults::default();
    let normalised = values.map(|(field, value)| {
        let checked = check_value(field, value, app.today(), &directory);
        faults.extend(checked.faults.into_iter().filter(|fault| fault.severity == Severity::Hard));
        checked.normalised.unwrap_or_default()
    });
    if faults.is_empty() { Ok(normalised) } else { Err(Error::Faults(faults)) }
}
