-- What was asked for a case or situation is found among the few inquiries of its person.
drop index inquiry_of_purpose;
