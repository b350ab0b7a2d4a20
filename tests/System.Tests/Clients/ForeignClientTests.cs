using System.Globalization;
using System.Text.Json;
using Actors.System.Tests.Page;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Clients;

/// <summary>
/// Clients that know nothing of this project, through one scenario: subscribe, drop, resume, search, a bad frame. Leaves
/// <c>clients-*.jsonl</c> in <c>artifacts/</c>.
/// </summary>
public sealed class ForeignClientTests(ITestOutputHelper output)
{
    private static readonly string DropAfter = ClientStage.DropAfter.ToString(CultureInfo.InvariantCulture);

    [Fact]
    public async Task The_package_ws_of_node()
    {
        await using var stage = await ClientStage.Start();
        var node = await stage.PrepareNode();

        await RunSocketClient(stage, "node-ws", node, "ws.mjs");
    }

    [Fact]
    public async Task The_package_websockets_of_python()
    {
        await using var stage = await ClientStage.Start();
        var python = await stage.PreparePython("websockets", "python3-websockets");

        await RunSocketClient(stage, "python-websockets", python, "websockets_client.py");
    }

    [Fact]
    public async Task The_package_websocket_client_of_python()
    {
        await using var stage = await ClientStage.Start();
        var python = await stage.PreparePython("websocket", "python3-websocket");

        await RunSocketClient(stage, "python-websocket-client", python, "websocket_client.py");
    }

    [Fact]
    public async Task The_WebSocket_and_the_EventSource_of_Chromium()
    {
        await using var stage = await ClientStage.Start();
        await Browser.Prepare(stage.Stage);
        var node = OptionalTool.Require("Node.js 20 or newer drives the browser", "node");
        var chromium = OptionalTool.Require("apt-get install chromium", "chromium", "chromium-browser", "google-chrome");
        var (watched, streamed) = (await stage.StartPausedHarvest(), await stage.StartPausedHarvest("other"));

        var printed = await stage.Run(
            "chromium.mjs", node, ClientStage.Program("chromium.mjs"), stage.Gateway.ToString(), chromium, Browser.Artifacts,
            watched, streamed, DropAfter);

        var seen = JsonElement.Parse(printed[^1]);
        var socket = Transcript.Read("chromium-websocket", seen.GetProperty("socket").EnumerateArray().Select(line => line.GetRawText()));
        await AssertScenario(stage, socket, watched);
        var stream = Transcript.Read("chromium-eventsource", seen.GetProperty("stream").EnumerateArray().Select(line => line.GetRawText()));
        await stage.AssertWhole(stream, streamed);
        // Connecting again by itself (readyState 0), not refused.
        Assert.Equal((2, 0), (stream.Connections, Assert.Single(stream.Closes)));
        output.WriteLine($"EventSource: {stream.Valid} valid events");
    }

    [Fact]
    public async Task Curl_follows_a_stream_and_goes_on_after_the_last_event_id()
    {
        await using var stage = await ClientStage.Start();
        var curl = OptionalTool.Require("apt-get install curl", "curl");
        var harvest = await stage.StartPausedHarvest();
        var address = new Uri(stage.Gateway, $"/v1/harvests/{harvest}/events").ToString();

        var first = stage.Stage.Start("curl", [curl, "-sN", address]);
        await first.Out.WaitFor(line => IsIdFrom(line, 1), TimeSpan.FromSeconds(30));
        await stage.Resume(harvest);
        await first.Out.WaitFor(line => IsIdFrom(line, ClientStage.DropAfter), TimeSpan.FromSeconds(30));
        await first.Kill();
        var before = Received.Read(first.Out.Lines);
        var after = Received.Read(await stage.Run("curl", curl, "-sN", "-H", $"Last-Event-ID: {before.LastId}", address));
        var end = await stage.Run("curl", curl, "-s", "-w", "%{http_code}", "-H", $"Last-Event-ID: {after.LastId}", address);
        var rows = await stage.Run("curl", curl, "-sf", new Uri(stage.Gateway, "/v1/chars?q=chess+black&limit=3").ToString());
        var refused = await stage.Run("curl", curl, "-s", new Uri(stage.Gateway, "/v1/chars?q=").ToString());

        var transcript = Transcript.Read("curl", [.. before.Lines, .. after.Lines]);
        await stage.AssertWhole(transcript, harvest);
        Assert.Equal("204", end[^1]);
        Assert.Equal(3, JsonElement.Parse(string.Concat(rows)).GetProperty("items").GetArrayLength());
        Assert.Equal("empty_query", JsonElement.Parse(string.Concat(refused)).GetProperty("code").GetString());
        output.WriteLine($"curl: {transcript.Valid} valid events");
    }

    private static bool IsIdFrom(string line, long least) =>
        line.StartsWith("id: ", StringComparison.Ordinal)
        && long.Parse(line.AsSpan(line.LastIndexOf(':') + 1), CultureInfo.InvariantCulture) >= least;

    private async Task RunSocketClient(ClientStage stage, string name, string interpreter, string program)
    {
        var harvest = await stage.StartPausedHarvest();

        var printed = await stage.Run(program, interpreter, ClientStage.Program(program), stage.SocketAddress, harvest, DropAfter);

        await AssertScenario(stage, Transcript.Read(name, printed), harvest);
    }

    private async Task AssertScenario(ClientStage stage, Transcript transcript, string harvest)
    {
        await stage.AssertWhole(transcript, harvest);
        await stage.AssertRows(transcript);
        Assert.Equal("watch", Assert.Single(transcript.Snapshots));
        Assert.Equal(["bad_frame", "bad_frame"], transcript.Errors);
        Assert.Equal((2, 2), (transcript.Connections, transcript.Wrong));
        Assert.Equal([1006, 1000], transcript.Closes);
        output.WriteLine($"{transcript.Valid} valid frames from the server, {transcript.Harvest.Outcomes} outcomes as events");
    }

    /// <summary>What was read of a server-sent event stream: whole events only, as the standard has it.</summary>
    private sealed record Received(IReadOnlyList<string> Lines, string LastId)
    {
        public static Received Read(IEnumerable<string> text)
        {
            List<string> lines = [];
            var (last, id, data) = ("", "", "");
            foreach (var line in text)
            {
                Assert.NotEqual("event: reset", line);
                if (line.StartsWith("id: ", StringComparison.Ordinal))
                    id = line["id: ".Length..];
                else if (line.StartsWith("data: ", StringComparison.Ordinal))
                    data = line["data: ".Length..];
                if (line.Length > 0 || data.Length == 0)
                    continue;
                last = id.Length > 0 ? id : last;
                lines.Add(JsonSerializer.Serialize(new { stream = data, id }));
                (id, data) = ("", "");
            }

            return new Received(lines, last);
        }
    }
}
