//! JSON bodies of requests.

use std::fmt;

use axum::{
    Json,
    extract::{FromRequest, Request, rejection::JsonRejection},
};
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error as _, MapAccess, Visitor},
};
use serde_json::{Map, Value};

use super::Error;

/// A JSON body of a known shape; any other body is an [`Error`]. No name may occur twice in an object, and there are no arrays: no request
/// has one, and serde would accept them for structs by the order of the fields.
#[derive(Clone, Debug)]
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        match Json::<PlainJson>::from_request(request, state).await {
            Ok(Json(PlainJson(body))) => {
                serde_json::from_value(body).map(Self).map_err(|_| Error::BadRequest)
            }
            // A body of the wrong shape is a program's mistake. 422 with named fields is for applicants' mistakes.
            Err(JsonRejection::JsonDataError(_)) => Err(Error::BadRequest),
            Err(rejection) => Err(rejection.into()),
        }
    }
}

/// JSON without arrays and without repeated names.
struct PlainJson(Value);

impl<'de> Deserialize<'de> for PlainJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PlainJsonVisitor)
    }
}

struct PlainJsonVisitor;

impl<'de> Visitor<'de> for PlainJsonVisitor {
    type Value = PlainJson;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object whose names stand once, or a plain value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<PlainJson, E> {
        Ok(PlainJson(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<PlainJson, E> {
        Ok(PlainJson(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<PlainJson, E> {
        Ok(PlainJson(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<PlainJson, E> {
        Ok(PlainJson(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<PlainJson, E> {
        Ok(PlainJson(value.into()))
    }

    fn visit_string<E>(self, value: String) -> Result<PlainJson, E> {
        Ok(PlainJson(value.into()))
    }

    fn visit_unit<E>(self) -> Result<PlainJson, E> {
        Ok(PlainJson(Value::Null))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<PlainJson, A::Error> {
        let mut object = Map::new();
        while let Some((name, PlainJson(value))) = entries.next_entry::<String, PlainJson>()? {
            if object.insert(name, value).is_some() {
                // The name would repeat a part of the request.
                return Err(A::Error::custom("a name stands twice"));
            }
        }
        Ok(PlainJson(object.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_have_unique_names_and_no_arrays() {
        for (text, is_plain) in [
            (r#"{"a":{"b":"1","c":null,"d":true,"e":-1,"f":0.5}}"#, true),
            (r#""text""#, true),
            (r#"{"a":1,"a":2}"#, false),
            (r#"{"a":{"b":1,"b":1}}"#, false),
            (r#"["a"]"#, false),
            (r#"{"a":["b"]}"#, false),
        ] {
            assert_eq!(serde_json::from_str::<PlainJson>(text).is_ok(), is_plain, "{text}");
        }
    }
}
