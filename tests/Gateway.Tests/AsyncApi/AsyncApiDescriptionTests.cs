using System.Text.Json.Nodes;
using Actors.Gateway.Tests.AsyncApi.Frames;

namespace Actors.Gateway.Tests.AsyncApi;

/// <summary>The document is consistent, and what checks frames against it does refuse what is not as described.</summary>
public sealed class AsyncApiDescriptionTests
{
    public static TheoryData<string> Messages =>
        [.. AsyncApiDescription.Document.GetProperty("components").GetProperty("messages").EnumerateObject().Select(message => message.Name)];

    [Fact]
    public void Every_message_belongs_to_a_side_and_to_its_channel()
    {
        var sides = AsyncApiDescription.Messages;
        Assert.Equal(Messages.Select(row => row.Data).Order(), sides.Values.SelectMany(side => side).Distinct().Order());
        Assert.Empty(sides[FrameSource.Client].Intersect(sides[FrameSource.Server]));
        Assert.Equal(Of("socket"), sides[FrameSource.Client].Concat(sides[FrameSource.Server]).Order());
        Assert.Equal(Of("stream"), sides[FrameSource.Stream].Order());

        static IEnumerable<string> Of(string channel) => AsyncApiDescription.Document.GetProperty("channels").GetProperty(channel)
            .GetProperty("messages").EnumerateObject().Select(message => message.Name).Order();
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Examples_are_valid_and_recognised(string message)
    {
        var examples = Examples(message);
        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            var source = AsyncApiDescription.Messages.First(side => side.Value.Contains(message)).Key;
            Assert.Equal((message, null), AsyncApiDescription.Check(source, example.ToJsonString()));
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Another_member_anywhere_is_refused(string message)
    {
        foreach (var path in Examples(message).SelectMany(example => Nodes(example)).Where(node => node.Node is JsonObject))
            Refused(message, path, changed => changed.AsObject()["colour"] = 1);
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_value_of_another_type_anywhere_is_refused(string message)
    {
        foreach (var path in Examples(message).SelectMany(example => Nodes(example)).Where(node => node.Path.Length > 0))
        {
            JsonNode wrong = path.Node is JsonObject ? 7 : new JsonObject();
            Refused(message, path, changed => changed.ReplaceWith(wrong));
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void What_servers_say_is_always_complete(string message)
    {
        if (AsyncApiDescription.Messages[FrameSource.Client].Contains(message))
            return;
        // Members that stand there only where they apply.
        string[] optional = ["used", "position"];
        foreach (var path in Examples(message).SelectMany(example => Nodes(example)))
        {
            if (path.Node is not JsonObject { Count: > 0 } members)
                continue;
            foreach (var name in members.Select(member => member.Key).Where(name => path.Path.Length > 0 || !optional.Contains(name)).ToArray())
                Refused(message, path, changed => changed.AsObject().Remove(name));
        }
    }

    [Theory]
    [InlineData("""{"type":"subscribe","id":"a","topic":"harvest/x","mode":"some"}""")]
    [InlineData("""{"type":"subscribe","id":"a","topic":"silos"}""")]
    [InlineData("""{"type":"subscribe","id":"a","topic":"harvest/x","maxRate":0}""")]
    [InlineData("""{"type":"subscribe","id":"a","topic":"harvest/x","maxRate":1000.5}""")]
    [InlineData("""{"type":"subscribe","id":"a","topic":"harvest/x","from":{"epoch":"e"}}""")]
    [InlineData("""{"type":"subscribe","id":"a","topic":"harvest/x","from":{"epoch":"e","seq":-1}}""")]
    [InlineData("""{"type":"subscribe","id":"a","topic":"harvest/x","from":{"epoch":"","seq":1}}""")]
    [InlineData("""{"type":"subscribe","id":"","topic":"harvest/x"}""")]
    [InlineData("""{"type":"subscribe","id":null,"topic":"harvest/x"}""")]
    [InlineData("""{"type":"subscribe","id":"1234567890123456789012345678901234567890123456789012345678901234x","topic":"harvest/x"}""")]
    [InlineData("""{"type":"start","id":"a","countries":["BRA"]}""")]
    [InlineData("""{"type":"start","id":"a","concurrency":1001}""")]
    [InlineData("""{"type":"start","id":"a","limit":1.5}""")]
    [InlineData("""{"type":"start","id":"a","parts":"all"}""")]
    [InlineData("""{"type":"search","id":"a","q":" "}""")]
    [InlineData("""{"type":"search","id":"a","q":"cat","limit":201}""")]
    [InlineData("""{"type":"search","id":"a","q":"\ud800"}""")]
    [InlineData("""{"type":"more","id":"a","n":1,"n":2}""")]
    [InlineData("""{"type":"find","id":"a"}""")]
    [InlineData("""{"type":"welcome","connection":"c","heartbeatMs":1,"limits":{"subscriptions":1,"requests":1,"searches":1,"frameBytes":1}}""")]
    [InlineData("""{"type":7}""")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{")]
    [InlineData("")]
    public void What_clients_may_not_send_is_refused(string frame) =>
        Assert.False(AsyncApiDescription.Check(FrameSource.Client, frame) is (not null, null));

    [Theory]
    [InlineData("""{"type":"event","topic":"harvest/x","epoch":"e","seq":0,"kind":"state","state":"paused"}""")]
    [InlineData("""{"type":"event","topic":"harvest/x","epoch":"e","seq":1,"kind":"state","state":"completed"}""")]
    [InlineData("""{"type":"event","topic":"harvest/x","epoch":"e","seq":"1","kind":"state","state":"paused"}""")]
    [InlineData("""{"type":"event","topic":"origins","epoch":"e","seq":1,"kind":"state","state":"paused"}""")]
    [InlineData("""{"type":"event","topic":"harvest/x","epoch":"e","seq":1,"kind":"weather"}""")]
    [InlineData("""{"type":"state","topic":"harvest/x","epoch":"e","seq":1,"kind":"state","state":"paused"}""")]
    [InlineData("""{"type":"reset","id":null,"topic":"harvest/x","reason":"epoch_changed"}""")]
    [InlineData("""{"type":"reset","id":"a","topic":"harvest/x","reason":"bored"}""")]
    [InlineData("""{"type":"error","id":"a","code":"Not Found","message":"m","retryable":false,"retryAfterMs":null}""")]
    [InlineData("""{"type":"error","id":"a","code":"x","message":"m","retryable":"no","retryAfterMs":null}""")]
    [InlineData("""{"type":"goaway","retryAfterMs":-1}""")]
    [InlineData("""{"type":"snapshot","id":"o","topic":"origins","epoch":"e","seq":1,"state":{}}""")]
    [InlineData("""{"type":"hello"}""")]
    public void What_servers_may_not_send_is_refused(string frame) =>
        Assert.False(AsyncApiDescription.Check(FrameSource.Server, frame) is (not null, null));

    private static JsonNode[] Examples(string message) =>
    [
        .. AsyncApiDescription.Document.GetProperty("components").GetProperty("messages").GetProperty(message).GetProperty("examples")
            .EnumerateArray().Select(example => JsonNode.Parse(example.GetProperty("payload").GetRawText())!),
    ];

    private static IEnumerable<(JsonNode Root, object[] Path, JsonNode? Node)> Nodes(JsonNode root)
    {
        return Below([], root);

        IEnumerable<(JsonNode, object[], JsonNode?)> Below(object[] path, JsonNode? node)
        {
            yield return (root, path, node);
            var children = node switch
            {
                JsonObject members => members.Select(member => ((object)member.Key, member.Value)),
                JsonArray items => items.Select((item, index) => ((object)index, item)),
                _ => [],
            };
            foreach (var (step, child) in children)
            {
                foreach (var deeper in Below([.. path, step], child))
                    yield return deeper;
            }
        }
    }

    private static void Refused(string message, (JsonNode Root, object[] Path, JsonNode? Node) at, Action<JsonNode> change)
    {
        var copy = JsonNode.Parse(at.Root.ToJsonString())!;
        var node = copy;
        foreach (var step in at.Path)
            node = step is string name ? node![name] : node![(int)step];
        if (node is null)
            return;
        change(node);
        Assert.True(AsyncApiDescription.Fault(message, copy.ToJsonString()) is not null, $"{message} may be {copy.ToJsonString()}");
    }
}
