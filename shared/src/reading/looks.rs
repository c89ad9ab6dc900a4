//! Several looks at one picture, taken together.

use super::{Area, CardReading, FieldReading, outcome::not_read};
use crate::{
    fault::{Fault, FaultCode, Faults},
    field::Field,
};

impl CardReading {
    /// Whether a side was told and every field of it has a value.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.side.is_some() && self.fields.values().all(|field| field.value.is_some())
    }
}

/// The reading that several looks at one picture make together; an empty one of none.
///
/// The first look that told a side says which side it is and what is wrong with the picture. A field takes the value that the looks agree
/// on, so that one look may fill in what another left; where they disagree, the value that most of them read, and none where no value
/// has more looks than every other. A value is not taken where another look saw letters of the field on a clearly larger part of the
/// picture, so areas must be of one picture. What the first look left because the card contradicts itself stays left.
#[must_use]
pub fn combined(looks: Vec<CardReading>) -> CardReading {
    let first = looks.iter().position(|look| look.side.is_some()).unwrap_or_default();
    let mut of_side: Vec<CardReading> = looks.into_iter().skip(first).collect();
    if of_side.is_empty() {
        return CardReading::default();
    }
    let mut base = of_side.remove(0);
    of_side.retain(|look| look.side == base.side);
    if of_side.is_empty() {
        return base;
    }
    let mut disputed = Vec::new();
    for (field, own) in &mut base.fields {
        if base.faults.of(*field).any(|fault| fault.code == FaultCode::Mismatch) {
            continue;
        }
        let others = of_side.iter().filter_map(|look| Some((look, look.fields.get(field)?)));
        let mut read: Vec<(Option<&CardReading>, FieldReading)> =
            std::iter::once((None, own.clone()))
                .chain(others.map(|(look, reading)| (Some(look), reading.clone())))
                .collect();
        let seen: Vec<Area> = read.iter().filter_map(|(_, reading)| reading.area).collect();
        read.retain(|(_, reading)| {
            reading.value.is_some() && !reading.area.is_some_and(|area| is_a_part(area, &seen))
        });
        match elected(&read) {
            Some((look, reading)) => {
                if let Some(look) = look {
                    base.faults = without(*field, &base.faults);
                    base.faults.extend(look.faults.of(*field).cloned());
                }
                *own = reading.clone();
            }
            None if read.is_empty() => {}
            None => {
                disputed.push(*field);
                leave(*field, own, &mut base.faults);
            }
        }
    }
    // A number says again when its holder was born and of which sex: what is disputed there is disputed in it.
    if disputed.iter().any(|field| matches!(field, Field::BirthDate | Field::Sex))
        && let Some(number) = base.fields.get_mut(&Field::IdNumber)
        && number.value.is_some()
    {
        leave(Field::IdNumber, number, &mut base.faults);
    }
    base.faults.sort();
    base
}

/// How much wider or higher what another look saw of a field may be than what one look made a value of. A name of three letters is half as
/// wide again as one of two, and an address of two lines twice as high as one of one.
const WIDER: f64 = 1.25;
const HIGHER: f64 = 1.6;

/// Whether another look saw letters of the field on a clearly larger part of the picture: then this one has lost some.
fn is_a_part(area: Area, seen: &[Area]) -> bool {
    let larger = |other: &Area| {
        other.right - other.left > WIDER * (area.right - area.left)
            || other.bottom - other.top > HIGHER * (area.bottom - area.top)
    };
    seen.iter().any(larger)
}

/// The reading whose value more looks gave than any other, with the highest confidence that any of them has; the look it is of, where
/// that is not the first.
fn elected<'a>(
    read: &'a [(Option<&'a CardReading>, FieldReading)],
) -> Option<(Option<&'a CardReading>, FieldReading)> {
    let votes = |value: &Option<String>| read.iter().filter(|(_, one)| one.value == *value).count();
    let (look, winner) = read.iter().rev().max_by_key(|(_, reading)| votes(&reading.value))?;
    let most = votes(&winner.value);
    let is_tied =
        read.iter().any(|(_, other)| other.value != winner.value && votes(&other.value) == most);
    let agreeing = read.iter().filter(|(_, one)| one.value == winner.value);
    let confidence = agreeing.map(|(_, one)| one.confidence).fold(winner.confidence, f64::max);
    (!is_tied).then(|| (*look, FieldReading { confidence, ..winner.clone() }))
}

/// Leaves a field to the person, and says so.
fn leave(field: Field, reading: &mut FieldReading, faults: &mut Faults) {
    (reading.value, reading.text) = (None, None);
    *faults = without(field, faults);
    faults.push(not_read(field));
}

fn without(field: Field, faults: &Faults) -> Faults {
    faults.iter().filter(|fault| fault.field != field).cloned().collect::<Vec<Fault>>().into()
}

#[cfg(test)]
mod tests {
    use super::super::Side;
    use super::*;

    fn look(side: Side, fields: &[(Field, Option<&str>)]) -> CardReading {
        let reading = |value: Option<&str>| FieldReading {
            value: value.map(str::to_owned),
            text: value.map(str::to_owned),
            confidence: if value.is_some() { 0.95 } else { 0.0 },
            area: None,
        };
        let left = fields.iter().filter(|(_, value)| value.is_none());
        let faults: Vec<Fault> = left.map(|(field, _)| not_read(*field)).collect();
        CardReading {
            side: Some(side),
            fields: fields.iter().map(|(field, value)| (*field, reading(*value))).collect(),
            faults: faults.into(),
        }
    }

    fn of_name(value: Option<&str>) -> CardReading {
        look(Side::Portrait, &[(Field::Name, value)])
    }

    #[test]
    fn most_looks_decide_and_a_tie_leaves_the_field() {
        let (one, other) = (Some("张样本"), Some("弓长样本"));
        for (names, wanted) in [
            (vec![one], one),
            (vec![None, one], one),
            (vec![one, None], one),
            (vec![one, one, other], one),
            (vec![other, one, one], one),
            (vec![None, one, other], None),
            (vec![one, other], None),
            (vec![None, None], None),
        ] {
            let combined = combined(names.iter().map(|name| of_name(*name)).collect());
            assert_eq!(combined.fields[&Field::Name].value.as_deref(), wanted, "{names:?}");
            let told =
                combined.faults.of(Field::Name).any(|fault| fault.code == FaultCode::NotRead);
            assert_eq!(told, wanted.is_none(), "{names:?}");
        }
    }

    #[test]
    fn a_value_of_a_part_of_the_letters_is_not_taken() {
        let with_area = |value: Option<&str>, right: f64| {
            let mut look = of_name(value);
            let area = Area { left: 0.2, top: 0.1, right, bottom: 0.14 };
            look.fields.get_mut(&Field::Name).unwrap().area = Some(area);
            look
        };
        // Three letters were seen, the third unsurely; another look lost it.
        let lost = combined(vec![with_area(None, 0.38), with_area(Some("徐样"), 0.32)]);
        assert_eq!(lost.fields[&Field::Name].value, None);
        let whole = combined(vec![with_area(None, 0.32), with_area(Some("徐样本"), 0.38)]);
        assert_eq!(whole.fields[&Field::Name].value.as_deref(), Some("徐样本"));
    }

    #[test]
    fn the_first_look_that_tells_a_side_decides_which() {
        let nothing = CardReading::default();
        let emblem = look(Side::Emblem, &[(Field::Authority, None)]);
        let portrait = of_name(Some("张样本"));
        assert_eq!(combined(Vec::new()), CardReading::default());
        assert_eq!(combined(vec![nothing.clone(), nothing.clone()]), nothing);
        assert_eq!(combined(vec![nothing, portrait.clone()]), portrait);
        assert_eq!(combined(vec![emblem.clone(), portrait]), emblem);
    }

    #[test]
    fn a_card_that_contradicts_itself_is_not_overruled() {
        let mut first = of_name(None);
        first.faults = vec![Fault::soft(Field::Name, FaultCode::Mismatch, "不一致")].into();
        assert_eq!(combined(vec![first.clone(), of_name(Some("张样本"))]), first);
    }

    #[test]
    fn a_number_is_left_where_the_looks_dispute_its_birth_date() {
        let number = "110101199003075111";
        let first = look(
            Side::Portrait,
            &[(Field::BirthDate, Some("1990-03-01")), (Field::IdNumber, None)],
        );
        let second = look(
            Side::Portrait,
            &[(Field::BirthDate, Some("1990-03-07")), (Field::IdNumber, Some(number))],
        );
        let combined = combined(vec![first, second]);
        assert!(combined.fields.values().all(|field| field.value.is_none()), "{combined:?}");
    }

    #[test]
    fn the_faults_of_a_field_come_with_its_value() {
        let mut second = look(Side::Emblem, &[(Field::ValidUntil, Some("2020-01-01"))]);
        let expired = Fault::hard(Field::ValidUntil, FaultCode::Expired, "已过期");
        second.faults = vec![expired.clone()].into();
        let combined = combined(vec![look(Side::Emblem, &[(Field::ValidUntil, None)]), second]);
        assert_eq!(combined.faults.iter().collect::<Vec<_>>(), [&expired]);
        assert!(combined.is_complete());
    }
}
