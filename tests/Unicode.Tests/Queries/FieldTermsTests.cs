namespace Actors.Unicode.Tests.Queries;

public sealed class FieldTermsTests
{
    [Theory]
    [InlineData("gc:Sm age>=16 arrow", "and(Category Equal [Sm] Age GreaterOrEqual [16] ARROW~)")]
    [InlineData("GC:lu,Ll", "Category Equal [lu|Ll]")]
    [InlineData("sc:Latn scx:Deva,Beng", "and(Script Equal [Latn] ScriptExtensions Equal [Deva|Beng])")]
    [InlineData("block:\"Latin-1 Supplement\",Arrows a", "and(Block Equal [Latin-1 Supplement|Arrows] A~)")]
    [InlineData("block:Latin_1_Supplement", "Block Equal [Latin_1_Supplement]")]
    [InlineData("block=\"(x)\"", "Block Equal [(x)]")]
    [InlineData("age:6.1,7", "Age Equal [6.1|7]")]
    [InlineData("age<=6.3", "Age LessOrEqual [6.3]")]
    [InlineData("age<6.3", "Age Less [6.3]")]
    [InlineData("age>6.3", "Age Greater [6.3]")]
    [InlineData("age=6.3", "Age Equal [6.3]")]
    [InlineData("(is:emoji)", "Is Equal [emoji]")]
    [InlineData("is:emoji(cat)", "and(Is Equal [emoji] CAT)")]
    [InlineData("block:♜", "Block Equal [♜]")]
    public void A_property_takes_values_that_a_comma_separates(string text, string tree)
    {
        Assert.Equal(tree, QueryNotation.Words(text));
    }

    [Theory]
    [InlineData("name:cat", "Name.all:CAT")]
    [InlineData("name:cat*", "Name.all:CAT*")]
    [InlineData("name:\"black cat\" x", "and(Name.all:\"BLACK CAT\" X~)")]
    [InlineData("alias:nul", "Alias.all:NUL")]
    [InlineData("alias:o'clock", "and(Alias.all:O Alias.all:CLOCK)")]
    [InlineData("kw:love,\"red heart\"", "or(Keyword.all:LOVE Keyword.all:\"RED HEART\")")]
    [InlineData("kw.pt:coração", "Keyword.pt:CORAÇÃO")]
    [InlineData("KW.pt-BR=a", "Keyword.pt-br:A")]
    [InlineData("kw.ja:笑い", "Keyword.ja:笑い")]
    [InlineData("-kw:a OR b", "or(not(Keyword.all:A) B~)")]
    public void A_source_takes_words_prefixes_and_phrases(string text, string tree)
    {
        Assert.Equal(tree, QueryNotation.Words(text));
        Assert.Equal(tree, QueryNotation.Smart(text));
    }

    [Theory]
    [InlineData("dec:9820", "codes(265C)")]
    [InlineData("dec:9820,65", "codes(265C,0041)")]
    [InlineData("utf8:e2999c", "codes(265C)")]
    [InlineData("utf8:e2 99 9c", "codes(265C)")]
    [InlineData("utf8:E2,99,9C", "codes(265C)")]
    [InlineData("utf8:e2 99 9c cafe ", "and(codes(265C) CAFE=CAFE)")]
    [InlineData("utf8:41 42 ", "and(codes(0041) 42)")]
    [InlineData("utf8:4142", "codes(0041,0042)")]
    [InlineData("utf8:f09f9880 (cat)", "and(codes(1F600) CAT)")]
    [InlineData("utf8:\"e2 99 9c  f0 9f 98 80 \" cat", "and(codes(265C,1F600) CAT~)")]
    [InlineData("(utf8:e2 99 9c)", "codes(265C)")]
    public void Numbers_and_bytes_are_codes(string text, string tree)
    {
        Assert.Equal(tree, QueryNotation.Words(text));
    }

    [Theory]
    [InlineData("a foo:bar", "unknown_field", 2)]
    [InlineData("nv:5", "unknown_field", 0)]
    [InlineData("name.pt:a", "unknown_field", 0)]
    [InlineData("kw.:a", "unknown_field", 0)]
    [InlineData("http://example.org", "unknown_field", 0)]
    [InlineData("gc:", "bad_term", 3)]
    [InlineData("gc: Lu", "bad_term", 3)]
    [InlineData("gc:Lu,", "bad_term", 6)]
    [InlineData("gc:Lu, Ll", "bad_term", 6)]
    [InlineData("gc:\"\"", "bad_term", 3)]
    [InlineData("(gc:)", "bad_term", 4)]
    [InlineData("gc:\"Lu", "unbalanced_quote", 3)]
    [InlineData("gc<Lu", "bad_term", 0)]
    [InlineData("name>a", "bad_term", 0)]
    [InlineData("age<=6.3,7", "bad_term", 0)]
    [InlineData("name:", "bad_term", 5)]
    [InlineData("name:♜", "bad_term", 5)]
    [InlineData("name:+", "bad_term", 5)]
    [InlineData("name:\"--\"", "bad_term", 5)]
    [InlineData("name:*", "bad_term", 5)]
    [InlineData("name:ca*t", "bad_term", 7)]
    [InlineData("dec:", "bad_term", 4)]
    [InlineData("dec:x", "bad_term", 4)]
    [InlineData("dec:1114112", "code_out_of_range", 4)]
    [InlineData("dec:99999999999999999999", "code_out_of_range", 4)]
    [InlineData("utf8:", "bad_term", 5)]
    [InlineData("utf8:e2 99", "bad_term", 10)]
    [InlineData("utf8:e2 cat", "bad_term", 8)]
    [InlineData("utf8:e2 zz", "bad_term", 8)]
    [InlineData("utf8:e", "bad_term", 5)]
    [InlineData("utf8:ff", "bad_term", 0)]
    [InlineData("utf8:c0 80", "bad_term", 0)]
    [InlineData("utf8:ed a0 80", "bad_term", 0)]
    [InlineData("utf8:\"e2 99\"", "bad_term", 0)]
    [InlineData("utf8:\"\"", "bad_term", 6)]
    [InlineData("utf8:\"e2 99 9c", "unbalanced_quote", 5)]
    public void A_field_that_cannot_be_read_is_refused_with_its_position(string text, string code, int position)
    {
        var error = QueryNotation.Error(text);

        Assert.Equal((code, position), (error.Code, error.Position));
    }

    [Theory]
    [InlineData("age <= 6.3", 4, "age<=6.3")]
    [InlineData("cat (AGE  <=6.3)", 10, "\"AGE\"")]
    [InlineData("gc : Lu", 3, "gc:value")]
    [InlineData("-gc :Lu", 4, "gc:value")]
    [InlineData("block\u3000= Arrows", 6, "block:value")]
    [InlineData("kw.pt : coração", 6, "kw.pt:value")]
    [InlineData("dec : 65", 4, "dec:value")]
    public void Blanks_before_an_operator_are_told(string text, int position, string named)
    {
        var error = QueryNotation.Error(text);

        Assert.Equal(("bad_term", position), (error.Code, error.Position));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("age", "AGE~")]
    [InlineData("age of name", "and(AGE OF NAME~)")]
    [InlineData("age - ", null)]
    [InlineData("bronze < age", "and(BRONZE AGE~)")]
    [InlineData("equals : sign", "and(EQUALS SIGN~)")]
    [InlineData("\"age\" <= 6", "and(\"AGE\" 6~)")]
    [InlineData("age)", null)]
    [InlineData("name & alias", "and(NAME ALIAS~)")]
    public void A_word_that_is_a_fields_name_stays_a_word(string text, string? tree)
    {
        if (tree is null)
            Assert.DoesNotContain("blanks", QueryNotation.Error(text).Message, StringComparison.Ordinal);
        else
            Assert.Equal(tree, QueryNotation.Words(text));
    }

    [Fact]
    public void An_unknown_field_is_told_which_are_known()
    {
        var message = QueryNotation.Error("colour:red").Message;

        Assert.Contains("colour", message, StringComparison.Ordinal);
        foreach (var field in new[] { "gc", "sc", "scx", "block", "age", "is", "name", "alias", "kw", "kw.xx", "dec", "utf8" })
            Assert.Contains(field, message, StringComparison.Ordinal);
    }
}
