using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Actors.Grains.Feeds;

namespace Actors.Grains.Tests.Feeds;

public sealed class FeedPointerTests
{
    private static readonly FeedDocument Document = new(JsonElement.Parse(
        """{ "a": [10, 20, [30]], "": { "": 1 }, "x/y": 2, "m~n": 3, "0": "zero", "-1": "minus", "n": null, "Größe": 4 }"""));

    private static (string Value, string Pointer, FeedMissing? Missing) Follow(params ImmutableArray<string> steps)
    {
        var (node, pointer, missing) = FeedPointer.Follow(Document, steps);
        return (node.GetRawText(), pointer, missing);
    }

    [Fact]
    public void Without_steps_leads_to_the_whole() => Assert.Equal((Document.Root.GetRawText(), "", null), Follow());

    [Theory]
    [InlineData("/a/0", "10", "a", "0")]
    [InlineData("/a/2", "[30]", "a", "-1")]
    [InlineData("/a/0", "10", "a", "-3")]
    [InlineData("/a/2/0", "30", "a", "2", "-1")]
    [InlineData("//", "1", "", "")]
    [InlineData("/x~1y", "2", "x/y")]
    [InlineData("/m~0n", "3", "m~n")]
    [InlineData("/0", "\"zero\"", "0")]
    [InlineData("/-1", "\"minus\"", "-1")]
    [InlineData("/n", "null", "n")]
    [InlineData("/Größe", "4", "Größe")]
    public void Leads(string path, string value, params string[] steps) => Assert.Equal((value, path, null), Follow([.. steps]));

    [Theory]
    [InlineData("", "b")]
    [InlineData("/a", "a", "3")]
    [InlineData("/a", "a", "-4")]
    [InlineData("/a", "a", "-0")]
    [InlineData("/a", "a", "00")]
    [InlineData("/a", "a", "01")]
    [InlineData("/a", "a", "+1")]
    [InlineData("/a", "a", " 1")]
    [InlineData("/a", "a", "-")]
    [InlineData("/a", "a", "")]
    [InlineData("/a", "a", "١")]
    [InlineData("/a", "a", "99999999999999999999")]
    [InlineData("/a/0", "a", "0", "x")]
    [InlineData("/n", "n", "x")]
    public void Leads_nowhere_but_says_how_far(string nearest, params string[] steps)
    {
        var missing = Follow([.. steps]).Missing;

        Assert.Equal(nearest, missing!.Nearest);
        Assert.Equal(nearest.Length == 0 ? 8 : null, missing.Keys?.Length);
    }

    [Fact]
    public void Every_node_of_random_documents_is_found_by_its_pointer_and_from_the_end()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var run = 0; run < 200; run++)
        {
            var document = new FeedDocument(JsonElement.Parse(Write(random, depth: 4)));
            Walk(document, document.Root, [], "");
        }

        void Walk(FeedDocument document, JsonElement node, ImmutableArray<string> steps, string pointer)
        {
            var (found, at, missing) = FeedPointer.Follow(document, steps);
            Assert.Null(missing);
            Assert.Equal((node.GetRawText(), pointer), (found.GetRawText(), at));
            if (node.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in node.EnumerateObject())
                {
                    Walk(document, member.Value, steps.Add(member.Name), FeedPointer.Append(pointer, member.Name));
                }
            }
            else if (node.ValueKind == JsonValueKind.Array)
            {
                var length = node.GetArrayLength();
                for (var index = 0; index < length; index++)
                {
                    var step = (random.Next(2) == 0 ? index : index - length).ToString(CultureInfo.InvariantCulture);
                    Walk(document, node[index], steps.Add(step), $"{pointer}/{index}");
                }
            }
        }
    }

    private static string Write(Random random, int depth) => random.Next(depth == 0 ? 2 : 4) switch
    {
        0 => random.Next(100).ToString(CultureInfo.InvariantCulture),
        1 => "\"text\"",
        2 => $"[{string.Join(',', Enumerable.Range(0, random.Next(12) == 0 ? random.Next(60, 70) : random.Next(4)).Select(_ => Write(random, depth - 1)))}]",
        _ => $"{{{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(n => $"{JsonSerializer.Serialize(Name(random) + n)}:{Write(random, depth - 1)}"))}}}",
    };

    private static string Name(Random random) => string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => "a/~0-%\"é"[random.Next(8)]));
}
