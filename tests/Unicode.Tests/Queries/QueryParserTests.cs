using Actors.Unicode.Queries;

namespace Actors.Unicode.Tests.Queries;

public sealed class QueryParserTests
{
    [Theory]
    [InlineData("black chess", "and(BLACK CHESS~)")]
    [InlineData("cat -smiling face", "and(CAT not(SMILING) FACE~=FACE)")]
    [InlineData("a OR b c OR d", "or(A and(B C) D~)")]
    [InlineData("(a OR b) c", "and(or(A B) C~)")]
    [InlineData("-(a b)", "not(and(A B))")]
    [InlineData("-(a OR -b)", "not(or(A not(B)))")]
    [InlineData("-(-a)", "not(not(A))")]
    [InlineData("(a b) c", "and(A B C~)")]
    [InlineData("a OR (b OR c)", "or(A B C)")]
    [InlineData("((((a))))", "A")]
    [InlineData("cat(dog)bird", "and(CAT DOG BIRD~)")]
    [InlineData("a OR(b)", "or(A B)")]
    [InlineData("a or b", "and(A OR B~)")]
    [InlineData("a and b AND c not NOT", "and(A AND B AND C NOT NOT~)")]
    [InlineData("-OR a", "and(not(OR) A~)")]
    [InlineData("-\"black cat\"", "not(\"BLACK CAT\")")]
    [InlineData("-a", "not(A)")]
    [InlineData("-gc:Lu a", "and(not(Category Equal [Lu]) A~)")]
    [InlineData("-U+41", "not(codes(0041))")]
    [InlineData("\u3000a\u00A0b\u2003", "and(A B)")]
    public void Not_binds_tightest_then_and_then_or(string text, string tree)
    {
        Assert.Equal(tree, QueryNotation.Words(text));
    }

    [Theory]
    [InlineData("--")]
    [InlineData("-")]
    [InlineData("'")]
    [InlineData("+")]
    [InlineData("*")]
    [InlineData(" . , ")]
    [InlineData("()")]
    [InlineData(")))")]
    [InlineData("\"")]
    [InlineData("\"\"")]
    [InlineData("!?")]
    [InlineData("\u0001\u007F")]
    public void Ascii_punctuation_alone_asks_for_nothing(string text)
    {
        Assert.Equal("nothing", QueryNotation.Words(text));
        Assert.Equal("nothing", QueryNotation.Smart(text));
    }

    [Theory]
    [InlineData("black -- chess", "and(BLACK CHESS~)")]
    [InlineData("black & (!) \"--\" \"\" chess", "and(BLACK CHESS~)")]
    [InlineData("black -> chess", "and(BLACK CHESS~)")]
    [InlineData("a OR --", "A")]
    [InlineData("-(--) a", "A~")]
    public void Ascii_punctuation_beside_words_is_ignored(string text, string tree)
    {
        Assert.Equal(tree, QueryNotation.Words(text));
    }

    [Theory]
    [InlineData("", "empty_query", 0)]
    [InlineData(" \t\u3000\u001F", "empty_query", 0)]
    [InlineData("(cat", "unbalanced_parenthesis", 0)]
    [InlineData("cat (", "unbalanced_parenthesis", 4)]
    [InlineData("a (b (c)", "unbalanced_parenthesis", 2)]
    [InlineData("cat)", "unbalanced_parenthesis", 3)]
    [InlineData(") cat", "unbalanced_parenthesis", 0)]
    [InlineData("cat \"black", "unbalanced_quote", 4)]
    [InlineData("5\"", "unbalanced_quote", 1)]
    [InlineData("cat OR", "bad_term", 4)]
    [InlineData("OR cat", "bad_term", 0)]
    [InlineData("OR", "bad_term", 0)]
    [InlineData("a OR OR b", "bad_term", 5)]
    [InlineData("(a OR) b", "bad_term", 3)]
    [InlineData("cat ()", "bad_term", 4)]
    [InlineData("cat -", "bad_term", 4)]
    [InlineData("cat - dog", "bad_term", 4)]
    [InlineData("(cat -)", "bad_term", 5)]
    [InlineData("--(cat)", "bad_term", 0)]
    [InlineData("x --cat", "bad_term", 2)]
    [InlineData("-*\"cat\"", "bad_term", 0)]
    [InlineData("a\0b", "query_not_text", 1)]
    public void What_cannot_be_read_is_refused_with_its_position(string text, string code, int position)
    {
        var error = QueryNotation.Error(text);

        Assert.Equal((code, "q", position), (error.Code, error.Field, error.Position));
    }

    [Fact]
    public void The_limits_are_reached_but_not_passed()
    {
        var terms = string.Join(' ', Enumerable.Repeat("a", QueryLimits.Terms));
        var branches = string.Join(" OR ", Enumerable.Repeat("a", QueryLimits.Branches));
        var word = new string('x', QueryLimits.WordLength);
        var full = "a" + new string(' ', QueryLimits.Length - 1);

        Assert.IsType<QueryNode.And>(QueryNotation.Parse(terms, CharMode.Words));
        Assert.IsType<QueryNode.Or>(QueryNotation.Parse(branches, CharMode.Words));
        Assert.IsType<QueryNode.Word>(QueryNotation.Parse(word, CharMode.Words));
        Assert.IsType<QueryNode.Word>(QueryNotation.Parse(full, CharMode.Words));

        Complex(terms + " b", terms.Length + 1);
        Complex(branches + " OR b", branches.Length + 1);
        Complex("-" + word + "x", 1);
        Complex("\"a " + word + "x\"", 3);
        Complex("name:" + word + "x", 5);
        Complex("(((((a)))))", 4);
        Complex("gc:" + string.Join(',', Enumerable.Repeat("L", 17)), 3 + 32);
        Complex(string.Join('-', Enumerable.Repeat("a", 17)), 32);
        var tooLong = QueryNotation.Error(full + " ");
        Assert.Equal(("query_too_long", 256), (tooLong.Code, tooLong.Position));

        static void Complex(string text, int position)
        {
            var error = QueryNotation.Error(text);
            Assert.Equal(("query_too_complex", position), (error.Code, error.Position));
        }
    }

    [Fact]
    public void Nodes_say_where_they_start()
    {
        var query = Assert.IsType<QueryNode.And>(QueryNotation.Parse(" ab -(cd OR \"e f\") gc:Lu U+41", CharMode.Words));

        Assert.Equal(1, query.Position);
        Assert.Equal([1, 4, 19, 25], query.Terms.Select(term => term.Position));
        var not = Assert.IsType<QueryNode.Not>(query.Terms[1]);
        Assert.Equal([6, 12], Assert.IsType<QueryNode.Or>(not.Term).Branches.Select(branch => branch.Position));
    }
}
