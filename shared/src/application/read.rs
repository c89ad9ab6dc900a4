//! Reads a whole draft: each field once, then the rules between them.

use super::{Application, Card, Delivery, Identity, MailTo, Residence, value};
use crate::{
    Date,
    address::{Address, Authority},
    choice::{Bank, BranchCode, ChoiceError, Consent, Occupation, PictureId},
    code::{DeliveryMethod, District, DocumentType, Ethnicity, MailRegion, Sex},
    contact::{Landline, Mobile, Postcode},
    country::Country,
    date::BirthDate,
    directory::Directory,
    draft::Draft,
    fault::{Fault, FaultCode, Faults, Refusal},
    field::Field,
    id_number::{IdKind, IdNumber},
    name::Name,
    normalise,
    validity::{ValidFrom, ValidUntil, Validity},
};

/// Everything found in a draft, and the application where every required field could be parsed.
///
/// The application is only valid where no fault is hard.
pub(super) fn read(
    draft: &Draft,
    today: Date,
    directory: &Directory,
) -> (Option<Application>, Faults) {
    let mut reader = Reader { draft, today, directory, faults: Faults::default() };
    let disclaimer = reader.consent(Field::Disclaimer, &directory.disclaimer_version);
    let pledge = reader.consent(Field::Pledge, &directory.pledge_version);
    let (identity, birth) = reader.identity();
    let residence = reader.residence();
    let card = reader.card();
    let delivery = reader.delivery(birth);
    let mut faults = reader.faults;
    faults.sort();
    let application = (|| {
        Some(Application {
            disclaimer: disclaimer?,
            pledge: pledge?,
            identity: identity?,
            residence: residence?,
            card: card?,
            delivery: delivery?,
            warnings: Faults::default(),
        })
    })();
    (application, faults)
}

struct Reader<'a> {
    draft: &'a Draft,
    today: Date,
    directory: &'a Directory,
    faults: Faults,
}

impl<'a> Reader<'a> {
    /// The text of a field, or nothing where it is blank to the eye.
    fn given(&self, field: Field) -> Option<&'a str> {
        let text = self.draft.get(field);
        (!normalise::text(text).is_empty()).then_some(text)
    }

    fn optional<T, E: Refusal>(
        &mut self,
        field: Field,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        match parse(self.given(field)?) {
            Ok(value) => Some(value),
            Err(refusal) => {
                self.faults.push(Fault::refused(field, &refusal));
                None
            }
        }
    }

    fn required<T, E: Refusal>(
        &mut self,
        field: Field,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        if self.given(field).is_none() {
            self.faults.push(Fault::missing(field));
            return None;
        }
        self.optional(field, parse)
    }

    fn consent(&mut self, field: Field, in_force: &str) -> Option<Consent> {
        self.required(field, |text| Consent::parse(text, in_force))
    }

    fn advise(&mut self, fault: Option<Fault>) {
        self.faults.extend(fault);
    }

    fn hold_against_number<T: PartialEq + Copy>(
        &mut self,
        field: Field,
        given: Option<T>,
        of_number: Option<T>,
        words: &'static str,
    ) {
        if let (Some(given), Some(of_number)) = (given, of_number)
            && given != of_number
        {
            self.faults.push(Fault::hard(field, FaultCode::Mismatch, words));
        }
    }

    /// 身份识别, and the birth date as far as it is known.
    fn identity(&mut self) -> (Option<Identity>, Option<Date>) {
        let today = self.today;
        let emblem_side = self.required(Field::EmblemSide, PictureId::parse);
        let portrait_side = self.required(Field::PortraitSide, PictureId::parse);
        let name = self.required(Field::Name, Name::parse);
        let id_number = self.required(Field::IdNumber, |text| IdNumber::parse(text, today));
        let number = id_number.as_ref();
        let kind = number.map(IdNumber::kind);

        let given_type = self.optional(Field::DocumentType, |t| {
            DocumentType::parse(t).ok_or(ChoiceError::NotInTable)
        });
        let number_type = kind.map(IdKind::document_type);
        self.hold_against_number(
            Field::DocumentType,
            given_type,
            number_type,
            "证件类型与证件号码不一致，请核对两项",
        );
        let given_country = self.optional(Field::Nationality, |text| {
            Country::parse(text).ok_or(ChoiceError::NotInTable)
        });
        let number_country = number.map(IdNumber::country);
        self.hold_against_number(
            Field::Nationality,
            given_country,
            number_country,
            "国籍与证件号码不一致，请核对两项",
        );
        let sex = self.required(Field::Sex, |text| Sex::parse(text).ok_or(ChoiceError::NotInTable));
        self.hold_against_number(
            Field::Sex,
            sex,
            number.and_then(IdNumber::sex),
            "性别与证件号码不一致，请核对两项",
        );
        let birth_date = self.required(Field::BirthDate, |text| BirthDate::parse(text, today));
        self.hold_against_number(
            Field::BirthDate,
            birth_date.map(BirthDate::date),
            number.map(IdNumber::birth_date),
            "出生日期与证件号码不一致，请核对两项",
        );

        // The cards of foreigners and the permits of Hong Kong, Macao and Taiwan residents print no 民族. Which document it
        // is, is told by the number; until there is a good one, by the chosen type; a resident card is the usual case.
        let resident = number_type.or(given_type).is_none_or(|t| t == DocumentType::ResidentCard);
        let ethnicity = |text: &str| Ethnicity::parse(text).ok_or(ChoiceError::NotInTable);
        let (ethnicity, authority) = if resident {
            (
                self.required(Field::Ethnicity, ethnicity),
                self.required(Field::Authority, Authority::parse),
            )
        } else {
            (
                self.optional(Field::Ethnicity, ethnicity),
                self.optional(Field::Authority, Authority::parse),
            )
        };
        if let (Some(name), Some(IdKind::ResidentCard)) = (&name, kind)
            && !name.is_han()
        {
            self.faults.push(Fault::hard(
                Field::Name,
                FaultCode::Mismatch,
                "居民身份证上的姓名为汉字，请按身份证填写汉字姓名",
            ));
        }
        let birth = number.map(IdNumber::birth_date).or(birth_date.map(BirthDate::date));
        let validity = self.validity(kind, birth);

        let identity = (|| {
            Some(Identity {
                emblem_side: emblem_side?,
                portrait_side: portrait_side?,
                name: name?,
                document_type: given_type.or(number_type)?,
                nationality: given_country.or(number_country)?,
                id_number: id_number?,
                sex: sex?,
                ethnicity,
                birth_date: birth_date?,
                validity: validity?,
                authority,
            })
        })();
        (identity, birth)
    }

    fn validity(&mut self, kind: Option<IdKind>, birth: Option<Date>) -> Option<Validity> {
        let from = self.required(Field::ValidFrom, ValidFrom::parse);
        let until = self.required(Field::ValidUntil, ValidUntil::parse);
        self.advise(from.and_then(|from| from.fault_on(self.today)));
        self.advise(until.and_then(|until| until.fault_on(self.today)));
        let validity = Validity { from: from?, until: until? };
        self.faults.extend(validity.faults(kind, birth));
        Some(validity)
    }

    fn residence(&mut self) -> Option<Residence> {
        let directory = self.directory;
        let district = self
            .required(Field::District, |text| District::parse(text).ok_or(ChoiceError::NotInTable));
        let address = self.required(Field::Address, Address::parse);
        if let Some(address) = &address {
            self.advise(value::not_detailed(Field::Address, address));
            if district.is_some_and(|district| address.contradicts(district)) {
                self.faults.push(Fault::soft(
                    Field::Address,
                    FaultCode::OtherDistrict,
                    "地址与所选的常住地所在区不一致，请核对两项；如确实无误，可以继续",
                ));
            }
        }
        let occupation =
            self.required(Field::Occupation, |text| Occupation::parse(text, directory));
        let landline = self.optional(Field::Landline, Landline::parse);
        Some(Residence {
            district: district?,
            address: address?,
            occupation: occupation?,
            landline,
        })
    }

    fn card(&mut self) -> Option<Card> {
        let directory = self.directory;
        let photo = self.required(Field::Photo, PictureId::parse);
        let mobile = self.mobile(Field::Mobile);
        let bank = self.required(Field::Bank, |text| Bank::parse(text, directory));
        let branch =
            self.required(Field::Branch, |text| BranchCode::parse(text, bank.as_ref(), directory));
        Some(Card { photo: photo?, mobile: mobile?, bank: bank?, branch: branch? })
    }

    fn delivery(&mut self, birth: Option<Date>) -> Option<Delivery> {
        let method = self.required(Field::Delivery, |text| {
            DeliveryMethod::parse(text).ok_or(ChoiceError::NotInTable)
        });
        match method? {
            DeliveryMethod::Pickup => Some(Delivery::Pickup),
            DeliveryMethod::Mail => {
                if birth.is_some_and(|birth| crate::date::age_on(birth, self.today) < 18) {
                    self.faults.push(Fault::hard(
                        Field::Delivery,
                        FaultCode::UnderAge,
                        "未满18周岁不能邮寄，须由监护人到网点代领，请选择本人网点自取",
                    ));
                }
                self.mail_to().map(Delivery::Mail)
            }
        }
    }

    fn mail_to(&mut self) -> Option<MailTo> {
        let recipient = self.required(Field::Recipient, Name::parse);
        let mobile = self.mobile(Field::RecipientMobile);
        let region = self.required(Field::MailRegion, |text| {
            MailRegion::parse(text).ok_or(ChoiceError::NotInTable)
        });
        let address = self.required(Field::MailAddress, Address::parse);
        if let Some(address) = &address {
            self.advise(value::not_detailed(Field::MailAddress, address));
            if region.is_some_and(|region| address.contradicts_region(region)) {
                self.faults.push(Fault::soft(
                    Field::MailAddress,
                    FaultCode::OtherDistrict,
                    "地址与所选的收件地所在地区不一致，请核对两项；如确实无误，可以继续",
                ));
            }
        }
        let postcode = self.required(Field::Postcode, Postcode::parse);
        if let (Some(postcode), Some(region)) = (&postcode, region)
            && postcode.is_beijing() != region.is_beijing()
        {
            self.faults.push(Fault::soft(
                Field::Postcode,
                FaultCode::Mismatch,
                "邮政编码与收件地所在地区不一致（北京的邮编以10开头），请核对；如确实无误，可以继续",
            ));
        }
        Some(MailTo {
            recipient: recipient?,
            mobile: mobile?,
            region: region?,
            address: address?,
            postcode: postcode?,
        })
    }

    fn mobile(&mut self, field: Field) -> Option<Mobile> {
        let mobile = self.required(field, Mobile::parse)?;
        self.advise(value::unusual_segment(field, &mobile));
        Some(mobile)
    }
}
