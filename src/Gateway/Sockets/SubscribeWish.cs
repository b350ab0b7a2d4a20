using System.Text.Json;
using Actors.Gateway.Harvests;
using Actors.Gateway.Json;
using Actors.Gateway.Problems;

namespace Actors.Gateway.Sockets;

/// <summary>What a <c>subscribe</c> frame asks for.</summary>
/// <param name="Topic"><c>harvest/{id}</c> or one that is told state by state (<see cref="SocketContext.States"/>).</param>
/// <param name="From">What the client has already; null = nothing.</param>
/// <param name="Countries">False in mode <c>latest</c>: no <c>country</c> events.</param>
/// <param name="ProgressEvery">Shortest time between two progress events; zero = as they come.</param>
internal sealed record SubscribeWish(string Topic, Position? From = null, bool Countries = true, TimeSpan ProgressEvery = default)
{
    private const string Prefix = "harvest/";
    private const double LowestRate = 0.001;
    private const double HighestRate = 1000;

    /// <summary>Id of the harvest; null for another topic.</summary>
    public string? Harvest { get; } = Topic.StartsWith(Prefix, StringComparison.Ordinal) ? Topic[Prefix.Length..] : null;

    /// <exception cref="ProblemException">A member is unknown or cannot be used, or there is no such topic.</exception>
    public static SubscribeWish Parse(JsonFields fields)
    {
        var topic = fields.TakeString("topic", 256) ?? throw Problem.Invalid("topic", "'topic' is required.");
        var from = FromOf(fields.Take("from"));
        var countries = fields.TakeString("mode", 16) switch
        {
            null or "all" => true,
            "latest" => false,
            _ => throw Problem.Invalid("mode", "'mode' must be all or latest."),
        };
        var every = RateOf(fields.Take("maxRate"));
        fields.RefuseRest();
        var wish = new SubscribeWish(topic, from, countries, every);
        if (wish.Harvest is { } harvest && !HarvestId.IsPossible(harvest))
            throw Problem.HarvestNotFound();
        return wish;
    }

    private static Position? FromOf(JsonElement? value)
    {
        if (value is not { } element)
            return null;
        if (element.ValueKind != JsonValueKind.Object)
            throw Problem.Invalid("from", "'from' must be an object.");
        var fields = new JsonFields(element);
        var epoch = fields.TakeString("epoch", Position.MaxEpoch) ?? throw Problem.Invalid("epoch", "'from.epoch' is required.");
        var seq = fields.TakeInteger("seq", 0, long.MaxValue) ?? throw Problem.Invalid("seq", "'from.seq' is required.");
        fields.RefuseRest();
        return new Position(epoch, seq);
    }

    private static TimeSpan RateOf(JsonElement? value)
    {
        if (value is not { } element)
            return TimeSpan.Zero;
        if (element.ValueKind != JsonValueKind.Number || !element.TryGetDouble(out var rate) || rate is not (>= LowestRate and <= HighestRate))
            throw Problem.Invalid("maxRate", $"'maxRate' must be a number from {LowestRate} to {HighestRate}.");
        return TimeSpan.FromSeconds(1 / rate);
    }
}
