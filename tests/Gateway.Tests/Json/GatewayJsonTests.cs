using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.Gateway.Countries;
using Actors.Gateway.Harvests;
using Actors.Gateway.Json;
using Actors.Gateway.Origins;
using Actors.Gateway.Problems;
using Actors.Gateway.Sockets;
using Actors.Gateway.Tests.Staged;
using Actors.Grains.Chars;
using Actors.Grains.Countries;
using Actors.Grains.Harvests;
using Actors.Grains.Origins;
using Actors.Grains.Throttles;

namespace Actors.Gateway.Tests.Json;

public sealed class GatewayJsonTests
{
    private const string Id = "0199a3000000700080000000000000ff";
    private const string Topic = $"harvest/{Id}";
    private static readonly HarvestCounts Counts = new(99, 148, 1, 1, 0);

    [Fact]
    public void A_harvest_looks_as_approved() =>
        Approve("harvest.json", HarvestBody.From(Harvest()), GatewayJson.Wire.HarvestBody);

    [Fact]
    public void A_page_of_harvests_looks_as_approved() => Approve(
        "harvests.json", new PageBody<HarvestBody>([HarvestBody.Summary(Harvest())], "cursor"), GatewayJson.Wire.PageBodyHarvestBody);

    [Fact]
    public void Events_look_as_approved()
    {
        HarvestEvent[] events =
        [
            new HarvestEvent.Country(150, Harvest().Countries[0]),
            new HarvestEvent.State(151, HarvestState.Paused),
            new HarvestEvent.Completed(252, HarvestState.Completed, new HarvestCounts(0, 247, 1, 1, 0), StagedHarvest.StartedAt),
        ];

        var lines = events.Select(happened => EventEncoder.Encode(Topic, "k3f9", happened))
            .Append(EventEncoder.Encode(Topic, "k3f9", new HarvestProgress(150, Counts, 5, 590)))
            .Append(EventEncoder.Encode(Topic, "k3f9", new HarvestProgress(150, Counts, 5, null)));
        ApprovedFile.Matches("events.jsonl", Lines(lines));
    }

    [Fact]
    public void Frames_look_as_approved() => ApprovedFile.Matches("frames.jsonl", Lines(
    [
        SocketFrames.Welcome("c1", new LimitsOptions()),
        SocketFrames.Snapshot("s1", Topic, new FeedSnapshot(new Position("k3f9", 3), new RawJson("{}"u8.ToArray()))),
        SocketFrames.Reset("s1", Topic, "epoch_changed"),
        SocketFrames.Done("s1"),
        SearchFrames.Rows("é", new CharPage("words", "cp", "18.0", new DataVersion("18.0", "v"), 3, 1, 2, """{"a":1},{"a":2}"""u8.ToArray(), "", null, "c")),
        SearchFrames.Rows("s1", new CharPage("words", "cp", "18.0", new DataVersion("18.0", "v"), 0, 0, 0, [], "", null, null)),
        SocketFrames.Pong,
        SocketFrames.Error("s1", new Problem(404, "harvest_not_found", "There is no harvest of that id.")),
        SocketFrames.Error(null, Problem.ClusterDown),
        SocketFrames.Goaway(TimeSpan.FromMilliseconds(750)),
    ]));

    [Fact]
    public void A_country_looks_as_approved() =>
        Approve("country.json", CountryBody.From(StagedCountry.Document("BR")), GatewayJson.Wire.CountryBody);

    [Fact]
    public void An_origin_looks_as_approved() => Approve(
        "origin.json",
        OriginBody.From(new OriginStatus("local", "http://localhost:8001/flags/{cc}/{cc}.svg", null, new ThrottleStatus
        {
            Limit = 5,
            InFlight = 4,
            Waiting = 3,
            RateLimit = 2.5,
            LastSecond = 2,
            HoldUntil = StagedHarvest.StartedAt,
            HoldReason = "429",
            Breaker = new BreakerStatus(BreakerState.Closed, null, 3, new HostFailure("http_5xx", "headers", 503, "The origin answered 503.")),
            Budget = new BudgetStatus(99, 100),
        })),
        GatewayJson.Wire.OriginBody);

    [Fact]
    public void Problems_look_as_approved() => ApprovedFile.Matches("problems.jsonl", Lines(new[]
    {
        Problem.Invalid("countries[2]", "'countries[2]' must be one or two ASCII letters.").Problem,
        new Problem(502, "fetch_failed", "The origin answered 503.")
        {
            Error = new ErrorBody("http_5xx", "flag", "headers", 503, 10, "The origin answered 503."),
        },
    }.Select(problem => JsonSerializer.SerializeToUtf8Bytes(ProblemBody.From(problem), GatewayJson.Wire.ProblemBody))));

    private static HarvestSnapshot Harvest() => new()
    {
        Id = Id,
        Origin = "local",
        State = HarvestState.Running,
        Counts = Counts,
        InFlight = 5,
        Concurrency = 5,
        Epoch = "k3f9",
        Seq = 149,
        StartedAt = StagedHarvest.StartedAt,
        ElapsedMs = 812,
        EtaMs = 600,
        Countries =
        [
            new()
            {
                Code = "CI",
                State = CountryState.Ok,
                Country = "Côte d'Ivoire",
                Via = Via.Revalidated,
                Attempts = 2,
                ElapsedMs = 41,
                Flag = new FlagInfo(5120, "image/svg+xml", new string('a', 64)),
            },
            new()
            {
                Code = "DE",
                State = CountryState.Failed,
                Via = Via.Origin,
                Attempts = 10,
                ElapsedMs = 9000,
                Error = new FetchError("http_5xx", "flag", "headers", 503, 10, "The origin answered 503."),
            },
            new() { Code = "FR", State = CountryState.NotFound, Via = Via.Origin, Attempts = 1 },
            StagedHarvest.Backoff("US"),
            new() { Code = "VN", State = CountryState.Pending, Waiting = new Waiting(WaitingReason.Permit, Position: 1) },
        ],
    };

    private static void Approve<T>(string name, T value, JsonTypeInfo<T> type) => ApprovedFile.Matches(name, JsonSerializer.Serialize(value, type));

    private static string Lines(IEnumerable<byte[]> documents) => string.Join('\n', documents.Select(Encoding.UTF8.GetString));
}
