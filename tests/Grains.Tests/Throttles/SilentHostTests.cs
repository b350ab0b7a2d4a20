using Actors.Grains.Throttles;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Grains.Tests.Throttles;

/// <summary>A host that accepts connections and then says nothing, always or at times: exchanges with it end by time-out.</summary>
public sealed class SilentHostTests(ITestOutputHelper output)
{
    private const int AtOnce = 5;

    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(15);
    private static readonly ExchangeSignal Silence =
        new(HostSignal.Failure, Failure: new HostFailure("timeout_headers", "headers", null, "No answer in time."));

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void It_is_given_up_within_26_seconds()
    {
        var (answered, givenUp) = Fetch(249, () => false);

        Assert.Equal(0, answered);
        Assert.InRange(givenUp!.Value.TotalSeconds, 20, 26);
    }

    [Fact]
    public void One_that_answers_three_in_four_is_not_given_up()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);

            var (answered, givenUp) = Fetch(498, () => random.NextDouble() >= 0.25);

            output.WriteLine($"seed {seed}: {answered} answers");
            Assert.Equal((498, null), (answered, givenUp));
        }
    }

    [Fact]
    public void A_bad_answer_is_one_and_the_host_gets_its_full_time()
    {
        var breaker = new Breaker(new BreakerRecord(), _time);
        for (var n = 0; n < 3; n++)
            breaker.End($"{n}", Silence);
        Assert.Equal(BreakerState.Open, breaker.State);
        breaker.End("late", new ExchangeSignal(HostSignal.Failure, Failure: new HostFailure("http_5xx", "headers", 503, "The origin answered 503.")));

        _time.Advance(breaker.Rest);
        breaker.Begin("probe");
        _time.Advance(Breaker.LongestSilent);

        Assert.False(breaker.Allows);
        Assert.False(breaker.GiveUpIfOverdue(out _));
    }

    [Fact]
    public void Probes_do_not_wait_for_one_that_says_nothing_and_are_let_go_at_the_end()
    {
        var breaker = new Breaker(new BreakerRecord(), _time);
        for (var n = 0; n < 3; n++)
            breaker.End($"{n}", Silence);
        for (var probe = 0; probe < 3; probe++)
        {
            _time.Advance(breaker.Rest);
            Assert.True(breaker.Allows);
            breaker.Begin($"probe {probe}");
            Assert.False(breaker.Allows);
        }

        _time.Advance(Breaker.LongestSilent);

        Assert.False(breaker.Allows);
        Assert.True(breaker.GiveUpIfOverdue(out var silent));
        Assert.Equal(["probe 0", "probe 1", "probe 2"], silent);
        Assert.Equal((BreakerState.Down, "timeout_headers"), (breaker.State, breaker.Refusal?.Code));
    }

    /// <summary>Every exchange is tried until it is answered, at once after 20 ms, or until the host is given up.</summary>
    private (int Answered, TimeSpan? GivenUp) Fetch(int exchanges, Func<bool> answers)
    {
        var (start, breaker) = (_time.GetTimestamp(), new Breaker(new BreakerRecord(), _time));
        var inFlight = new PriorityQueue<(string Lease, bool IsAnswered), long>();
        var (waiting, answered, leases) = (exchanges, 0, 0);
        while (waiting + inFlight.Count > 0)
        {
            while (waiting > 0 && inFlight.Count < AtOnce && breaker.Allows)
            {
                var (lease, isAnswered) = ($"{++leases}", answers());
                var end = _time.GetTimestamp() + (isAnswered ? TimeSpan.FromMilliseconds(20) : HeadersTimeout).Ticks;
                waiting--;
                breaker.Begin(lease);
                inFlight.Enqueue((lease, isAnswered), end);
            }

            _time.Advance(TimeSpan.FromMilliseconds(10));
            if (breaker.GiveUpIfOverdue(out _) || breaker.Refusal is not null)
                return (answered, _time.GetElapsedTime(start));
            while (inFlight.TryPeek(out var first, out var due) && due <= _time.GetTimestamp())
            {
                inFlight.Dequeue();
                answered += first.IsAnswered ? 1 : 0;
                waiting += first.IsAnswered ? 0 : 1;
                breaker.End(first.Lease, first.IsAnswered ? new ExchangeSignal(HostSignal.Success) : Silence);
            }
        }

        return (answered, null);
    }
}
