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
        match Json::<Plain>::from_request(request, state).await {
            Ok(Json(Plain(body))) => {
                serde_json::from_value(body).map(Self).map_err(|_| Error::BadRequest)
            }
            // A body of the wrong shape is a program's mistake. 422 with named fields is for applicants' mistakes.
            Err(JsonRejection::JsonDataError(_)) => Err(Error::BadRequest),
            Err(rejection) => Err(rejection.into()),
        }
    }
}

/// JSON without arrays and without repeated names.
struct Plain(Value);

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PlainVisitor)
    }
}

struct PlainVisitor;

impl<'de> Visitor<'de> for PlainVisitor {
    type Value = Plain;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object whose names stand once, or a plain value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Plain, E> {
        Ok(Plain(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Plain, E> {
        Ok(Plain(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Plain, E> {
        Ok(Plain(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Plain, E> {
        Ok(Plain(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Plain, E> {
        Ok(Plain(value.into()))
    }

    fn visit_string<E>(self, value: String) -> Result<Plain, E> {
        Ok(Plain(value.into()))
    }

    fn visit_unit<E>(self) -> Result<Plain, E> {
        Ok(Plain(Value::Null))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Plain, A::Error> {
        let mut object = Map::new();
        while let Some((name, Plain(value))) = entries.next_entry::<String, Plain>()? {
            if object.insert(name, value).is_some() {
                // The name would repeat a part of the request.
                return Err(A::Error::custom("a name stands twice"));
            }
        }
        Ok(Plain(object.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_once_and_there_are_no_arrays() {
        for (text, is_plain) in [
            (r#"{"a":{"b":"1","c":null,"d":true,"e":-1,"f":0.5}}"#, true),
            (r#""text""#, true),
            (r#"{"a":1,"a":2}"#, false),
            (r#"{"a":{"b":1,"b":1}}"#, false),
            (r#"["a"]"#, false),
            (r#"{"a":["b"]}"#, false),
        ] {
            assert_eq!(serde_json::from_str::<Plain>(text).is_ok(), is_plain, "{text}");
        }
    }
}
