namespace Actors.Grains.Harvests;

/// <summary>The harvest was paused as often as its log takes.</summary>
[GenerateSerializer, Alias("actors.too-many-pauses")]
public sealed class TooManyPausesException(int most)
    : ActorsException("too_many_pauses", $"A harvest can be paused {most} times; this one can only be resumed or cancelled.");
