//! 长辈版 asks one question a screen: which fields of a step stand together as one.

use sscard_shared::{door::Door, draft::Draft, field::Field, step::Step};

/// The questions of a step, each an array of its fields, in the guide's order.
#[must_use]
pub const fn groups(step: Step) -> &'static [&'static [Field]] {
    match step {
        Step::Identity => &[
            &[Field::EmblemSide],
            &[Field::PortraitSide],
            &[Field::Name, Field::DocumentType, Field::IdNumber],
            &[Field::Nationality, Field::Sex, Field::Ethnicity, Field::BirthDate],
            &[Field::ValidFrom, Field::ValidUntil, Field::Authority],
        ],
        Step::Basic => {
            &[&[Field::District, Field::Address], &[Field::Occupation], &[Field::Landline]]
        }
        Step::Card => &[&[Field::Photo], &[Field::Mobile], &[Field::Bank, Field::Branch]],
        Step::Delivery => &[
            &[Field::Delivery],
            &[Field::Recipient, Field::RecipientMobile],
            &[Field::MailRegion, Field::MailAddress, Field::Postcode],
        ],
    }
}

/// Whether a field is asked of who answered so: where to send the card, only of who wants it sent.
#[must_use]
pub fn is_asked(field: Field, draft: &Draft) -> bool {
    Step::of(field) != Some(Step::Delivery)
        || field == Field::Delivery
        || draft.get(Field::Delivery) == "mail"
}

/// The questions of a step that are asked of who answered so.
#[must_use]
pub fn asked(step: Step, draft: &Draft) -> Vec<&'static [Field]> {
    let has_asked = |group: &&[Field]| group.iter().any(|field| is_asked(*field, draft));
    groups(step).iter().copied().filter(has_asked).collect()
}

/// The fields of a step that are asked of who answered so. The others become faulty only when they are asked.
#[must_use]
pub fn asked_fields(step: Step, draft: &Draft) -> Vec<Field> {
    step.fields().iter().copied().filter(|field| is_asked(*field, draft)).collect()
}

/// What a door that asks everything on one page asks of who answered so.
#[must_use]
pub fn asked_at(door: Door, draft: &Draft) -> Vec<Field> {
    door.fields().into_iter().filter(|field| is_asked(*field, draft)).collect()
}

/// Which question of a step asks a field.
#[must_use]
pub fn place_of(field: Field, step: Step, draft: &Draft) -> Option<usize> {
    asked(step, draft).iter().position(|group| group.contains(&field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_a_step_is_in_exactly_one_question_and_their_order_is_the_guides() {
        for step in Step::ALL {
            assert_eq!(groups(step).concat(), step.fields(), "{}", step.title());
        }
    }

    #[test]
    fn where_to_send_the_card_is_asked_only_of_who_wants_it_sent() {
        for (way, questions, fields) in [("", 1, 1), ("pickup", 1, 1), ("mail", 3, 6)] {
            let mut draft = Draft::new();
            draft.set(Field::Delivery, way);
            assert_eq!(asked(Step::Delivery, &draft).len(), questions, "{way}");
            assert_eq!(asked_fields(Step::Delivery, &draft).len(), fields, "{way}");
        }
    }

    #[test]
    fn a_field_leads_to_its_question() {
        let mut draft = Draft::new();
        for (field, step, place) in [
            (Field::EmblemSide, Step::Identity, Some(0)),
            (Field::IdNumber, Step::Identity, Some(2)),
            (Field::Authority, Step::Identity, Some(4)),
            (Field::Branch, Step::Card, Some(2)),
            (Field::Branch, Step::Basic, None),
            (Field::Postcode, Step::Delivery, None),
        ] {
            assert_eq!(place_of(field, step, &draft), place, "{}", field.name());
        }
        draft.set(Field::Delivery, "mail");
        assert_eq!(place_of(Field::Postcode, Step::Delivery, &draft), Some(2));
    }
}
